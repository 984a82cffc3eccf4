"""A browser that runs no scripts."""

from decisions import REASONS, fill, take
from exchange import Exchange
from register import CODE, Unit
from scenario import PROGRAM, Scenario
from words import words


class WithoutScripts(Scenario):
    def test_login_taking_deciding_and_the_journal_work(self):
        place = self.lentera()
        case = place.open_case("TEST post 1")
        person = place.person("Ayu (TEST)", "reviewer")
        ayu = self.browser(has_scripts=False)
        person.set_up(ayu)
        person.log_in(ayu, "/console/queue")
        ayu.keys("j")
        self.assertEqual(ayu.all("[aria-selected]"), [], "scripts run")
        self.assertSays(ayu, words("script.live"))
        self.assertSays(ayu, words("script.keys"))
        self.assertNotIn(words("queue.keys"), ayu.text, "keys are named that do nothing")
        ayu.press("TEST post 1")
        take(ayu)
        fill(ayu)
        ayu.press(words("decide.preview"))
        self.assertIn(REASONS, ayu.find("#preview").text)
        ayu.press(words("decide.submit"))
        self.assertRegex(ayu.path, r"^/console/decisions/[0-9a-f-]+\?done=decided$")
        self.assertSays(ayu, REASONS)
        ayu.press(words("frame.journal"), within="header")
        self.assertSays(ayu, words("event.decisionMade"))
        ayu.open("/console/queue?state=decided")
        self.assertSays(ayu, "TEST post 1")
        ayu.press(words("frame.logOut"), within="header")
        self.assertEqual(ayu.notice, words("login.out"))
        self.assertEqual([url for url in ayu.asked if ".js" in url], [], "scripts were asked for")

    def test_a_file_is_checked(self):
        place = self.lentera()
        person = place.person("Ayu (TEST)", "reviewer")
        ayu = self.browser(has_scripts=False)
        person.set_up(ayu)
        person.log_in(ayu, "/console/check")
        file = self.folder() / "file.txt"
        file.write_text("TEST a text that nobody knows")
        ayu.find("#file").send_keys(str(file))
        ayu.press(words("check.submit"))
        self.assertSays(ayu, words("verdict.clear"))

    def test_what_needs_scripts_says_so(self):
        place = Exchange(PROGRAM)
        self.node = place.node
        self.addCleanup(self.node.remove)
        officer = Unit(place).officer
        budi = self.browser(has_scripts=False)
        budi.open("/console/login")
        self.assertSays(budi, words("passkey.needsScript"))
        officer.set_up(budi)
        officer.log_in(budi, "/console/requests/keys")
        self.assertSays(budi, words("script.makeKeys"))
        self.assertFalse(budi.find("[data-make]").is_displayed())
        budi.open("/console/requests/new")
        budi.write("links", "https://other.example/9")
        budi.choose("instrument", CODE)
        budi.press(words("requests.goOn"))
        self.assertSays(budi, words("script.hash"))
        budi.write("name-1", "Other (TEST)")
        budi.choose("ground-1", "incites")
        budi.write("reasons-1", "TEST: it calls for an attack.")
        budi.press(words("requests.preview"))
        self.assertSays(budi, words("script.sign"))
        self.assertFalse(budi.find("[data-sign]").is_displayed())
        self.assertSays(budi, words("requests.offline"))
        budi.open("/console/clocks")
        self.assertSays(budi, words("script.live"))

    def test_where_scripts_run_no_part_says_that_they_are_missing(self):
        place = self.lentera()
        place.open_case("TEST post 1")
        person = place.person("Ayu (TEST)", "reviewer")
        ayu = self.browser()
        person.set_up(ayu)
        person.log_in(ayu, "/console/queue")
        self.assertNotIn(words("script.live"), ayu.text)
        self.assertNotIn(words("script.keys"), ayu.text)
        self.assertSays(ayu, words("queue.keys"))

"""A browser that runs no scripts."""

from decisions import REASONS, fill, take
from scenario import Scenario
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

"""A browser that runs no scripts."""

from decisions import REASONS, fill
from scenario import Scenario


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
        ayu.press("Take the case")
        fill(ayu)
        ayu.press("Preview what the person concerned reads")
        self.assertIn(REASONS, ayu.find("#preview").text)
        ayu.press("Decide")
        self.assertEqual(ayu.path, case + "?done=decided")
        self.assertSays(ayu, REASONS)
        ayu.press("Journal", within="header")
        self.assertSays(ayu, "Decision made")
        ayu.open("/console/queue?state=decided")
        self.assertSays(ayu, "TEST post 1")
        ayu.press("Log out", within="header")
        self.assertEqual(ayu.notice, "You are logged out.")
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
        ayu.press("Check")
        self.assertSays(ayu, "Not known")

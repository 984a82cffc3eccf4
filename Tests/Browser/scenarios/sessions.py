"""One person in several browsers."""

from scenario import Scenario
from words import words


class Sessions(Scenario):
    def setUp(self):
        super().setUp()
        self.place = self.lentera()
        self.person = self.place.person("Ayu (TEST)", "reviewer")
        self.here, self.there = self.browser(), self.browser()
        self.person.set_up(self.here)
        self.person.log_in(self.here)
        self.person.log_in(self.there)

    def assertOut(self, browser):
        browser.open("/console/account")
        self.assertTrue(browser.path.startswith("/console/login"), browser.path)

    def assertStillIn(self, browser):
        browser.open("/console/account")
        self.assertEqual(browser.path, "/console/account")

    def test_a_session_of_another_browser_can_be_ended(self):
        self.here.open("/console/account")
        self.assertSays(self.here, words("account.thisSession"))
        self.here.press(words("account.end"))
        self.assertEqual(self.here.notice, words("account.ended"))
        self.assertOut(self.there)
        self.assertStillIn(self.here)

    def test_a_new_password_ends_the_other_sessions_and_only_it_lets_in(self):
        self.here.expects(422)
        self.here.open("/console/account")
        old, new = self.person.password, "TEST another staple battery"
        self.here.write("old", "TEST not the password")
        self.here.write("new", new)
        self.here.press(words("account.change"))
        self.assertSays(self.here, words("refusal.password-wrong"))
        self.assertStillIn(self.there)
        self.here.open("/console/account")
        self.here.write("old", old)
        self.here.write("new", new)
        self.here.press(words("account.change"))
        self.assertIn(words("account.changed"), self.here.notice)
        self.assertStillIn(self.here)
        self.assertOut(self.there)
        self.there.expects(401)
        self.person.try_to_log_in(self.there)
        self.assertIn(words("login.wrong"), self.there.notice)
        self.person.password = new
        self.person.try_to_log_in(self.there)
        self.assertEqual(self.there.path, "/console/account")

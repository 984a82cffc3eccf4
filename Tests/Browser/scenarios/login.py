"""Getting in, being kept out, and getting out."""

from scenario import Scenario
from words import beginning, words

WRONG = words("login.wrong")


class Login(Scenario):
    def setUp(self):
        super().setUp()
        self.place = self.lentera()
        self.person = self.place.person("Ayu (TEST)", "reviewer")

    def test_a_link_sets_a_login_up_once_and_password_and_code_let_in(self):
        browser = self.browser()
        self.person.set_up(browser)
        self.assertEqual(len(set(self.person.recovery_codes)), 10)
        browser.press(words("login.submit"))
        self.person.try_to_log_in(browser)
        self.assertEqual(browser.path, "/console")
        self.assertSays(browser, "Ayu (TEST)")

        browser.expects(404)
        browser.open(self.person.setup_path)
        self.assertSays(browser, words("problem.setupGone"))

    def test_a_short_password_and_a_wrong_code_are_said_and_the_name_stays(self):
        browser = self.browser()
        browser.expects(422)
        browser.open(self.person.setup_path)
        secret = browser.find("main code").text
        for field, text in ("name", "Ayu"), ("password", "short"), ("code", "000000"):
            browser.write(field, text)
        browser.press(words("setup.submit"))
        self.assertEqual(browser.find("#password").get_attribute("aria-invalid"), "true")
        self.assertSays(browser, words("refusal.password-length"))
        self.assertEqual(browser.find("#name").get_attribute("value"), "Ayu")
        browser.write("password", self.person.password)
        browser.write("code", "000000")
        browser.press(words("setup.submit"))
        self.assertSays(browser, words("refusal.code-wrong"))
        self.assertEqual(browser.find("main code").text, secret)

    def test_wrong_attempts_tell_nothing_and_too_many_are_slowed_down(self):
        browser = self.browser()
        self.person.set_up(browser)
        browser.expects(401)
        used = self.person.generator.next()
        browser.open("/console/login")
        self.person.try_to_log_in(browser, code=used)
        browser.press(words("frame.logOut"), within="header")
        for attempt in (
            {"login": "nobody-of-this-name"},
            {"password": "TEST another password"},
            {"code": self.person.generator.wrong()},
            {"code": used},
            {"code": ""},
        ):
            browser.open("/console/login")
            # The browser itself lets no empty field through, so its checks are switched off.
            browser.run("document.querySelector('form[action=\"/console/login\"]').noValidate = true")
            self.person.try_to_log_in(browser, **{"code": self.person.generator.wrong(), **attempt})
            self.assertEqual(browser.notice, WRONG, attempt)
            self.assertEqual(browser.all("[aria-invalid]"), [])
            self.assertEqual(browser.find("#password").get_attribute("value"), "")
        for _ in range(10):
            browser.open("/console/login")
            self.person.try_to_log_in(browser, code=self.person.generator.wrong())
            if browser.notice != WRONG:
                break
        self.assertIn(beginning("login.slow"), browser.notice)

    def test_a_recovery_code_lets_in_once(self):
        browser = self.browser()
        self.person.set_up(browser)
        code = self.person.recovery_codes[3]
        browser.open("/console/login")
        self.person.try_to_log_in(browser, code=code)
        self.assertEqual(browser.path, "/console")
        browser.press(words("frame.logOut"), within="header")
        self.assertEqual(browser.notice, words("login.out"))
        browser.expects(401)
        self.person.try_to_log_in(browser, code=code)
        self.assertEqual(browser.notice, WRONG)

    def test_whoever_logged_out_or_was_never_in_is_asked_to_log_in_and_comes_back_where_they_were(self):
        browser = self.browser()
        self.person.set_up(browser)
        self.person.log_in(browser)
        cookies = browser.driver.get_cookies()
        session = next(cookie for cookie in cookies if "session" in cookie["name"])
        self.assertEqual((session["httpOnly"], session["sameSite"]), (True, "Strict"))
        browser.press(words("frame.logOut"), within="header")
        browser.driver.add_cookie(session)
        browser.open("/console/queue?state=closed")
        self.assertEqual(browser.notice, words("login.again"))
        self.person.try_to_log_in(browser)
        self.assertEqual(browser.path, "/console/queue?state=closed")
        # A link never leads elsewhere through the login.
        browser.press(words("frame.logOut"), within="header")
        browser.open("/console/login?next=https://elsewhere.example/console")
        self.person.try_to_log_in(browser)
        self.assertEqual(browser.path, "/console")

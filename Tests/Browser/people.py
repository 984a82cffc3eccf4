"""People with logins, who do with a browser what people do."""

from totp import Generator
from words import words

PASSWORD = "TEST correct horse battery"


class Person:
    """Somebody with a set-up link, and later with a login."""

    def __init__(self, login, setup_path, api=None):
        self.login, self.setup_path, self.api = login, setup_path, api
        self.password = PASSWORD
        self.generator = None
        self.recovery_codes = []

    def set_up(self, browser):
        """Sets the login up through the link."""
        browser.open(self.setup_path)
        self.generator = Generator(browser.find("main code").text)
        browser.write("name", self.login)
        browser.write("password", self.password)
        browser.write("code", self.generator.next())
        browser.press(words("setup.submit"))
        self.recovery_codes = [code.text for code in browser.all("main li code")]
        assert self.recovery_codes, "no recovery codes are shown: " + browser.text
        return self

    def code(self):
        """A one-time code, or where the generator has no new one yet, a recovery code."""
        return self.generator.next() or self.recovery_codes.pop()

    def try_to_log_in(self, browser, login=None, password=None, code=None):
        browser.write("name", self.login if login is None else login)
        browser.write("password", self.password if password is None else password)
        browser.write("code", self.code() if code is None else code)
        browser.press(words("login.submit"))

    def log_in(self, browser, path="/console"):
        """Opens a page, and logs in on the way."""
        browser.open(path)
        self.try_to_log_in(browser)
        browser.say_why()
        assert browser.path == path, "%s is not let in to %s: %s" % (self.login, path, browser.text)
        return self

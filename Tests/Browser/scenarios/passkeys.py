"""Passkeys, by Chromium's own virtual authenticator."""

from scenario import Scenario
from words import words


def with_authenticator(browser):
    """A device that holds passkeys and knows its owner."""
    # Chromium would like RS256 to be asked for as well; this node takes ES256 alone.
    browser.tolerated.add("pub_key_cred_params")
    browser.driver.execute_cdp_cmd("WebAuthn.enable", {})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    added = browser.driver.execute_cdp_cmd("WebAuthn.addVirtualAuthenticator", {"options": options})
    return added["authenticatorId"]


class Passkeys(Scenario):
    def test_a_login_is_set_up_with_a_passkey_and_used_without_typing(self):
        place = self.lentera()
        person = place.administrator
        browser = self.browser()
        with_authenticator(browser)
        browser.open(person.setup_path)
        browser.press(words("passkey.make"))
        self.assertEqual(browser.notice, words("login.ready"))
        browser.press(words("passkey.logIn"))
        self.assertEqual(browser.path, "/console")
        browser.open("/console/account")
        self.assertSays(browser, words("passkey.nameDefault"))
        # The link was used.
        browser.expects(404)
        browser.open(person.setup_path)
        self.assertSays(browser, words("problem.setupGone"))

    def test_a_passkey_is_added_beside_a_password_and_another_device_has_none(self):
        place = self.lentera()
        person = place.person("Ayu (TEST)", "lead")
        browser = self.browser()
        with_authenticator(browser)
        person.set_up(browser)
        person.log_in(browser, "/console/account")
        browser.write("passkeyName", "TEST telephone")
        browser.press(words("passkey.make"))
        self.assertEqual(browser.notice, words("account.passkeyAdded"))
        self.assertSays(browser, "TEST telephone")
        browser.press(words("frame.logOut"), within="header")
        browser.press(words("passkey.logIn"))
        self.assertEqual(browser.path, "/console")
        # In a session that began with a passkey it can be removed again, and then lets nobody in.
        browser.open("/console/account")
        browser.press(words("account.removePasskey"))
        self.assertEqual(browser.notice, words("account.passkeyRemoved"))
        browser.press(words("frame.logOut"), within="header")
        browser.expects(401)
        browser.press(words("passkey.logIn"))
        self.assertEqual(browser.notice, words("passkey.wrong"))

    def test_a_passkey_leads_to_the_page_that_was_asked_for(self):
        place = self.lentera()
        browser = self.browser()
        with_authenticator(browser)
        browser.open(place.administrator.setup_path)
        browser.press(words("passkey.make"))
        browser.open("/console/keys")
        browser.press(words("passkey.logIn"))
        self.assertEqual(browser.path, "/console/keys")

"""Passkeys, by Chromium's own virtual authenticator."""

from scenario import Scenario
from words import beginning, words


def with_authenticator(browser, transport="internal"):
    """A device that holds passkeys and knows its owner: part of the machine, or beside it."""
    # Chromium would like RS256 to be asked for as well; this node takes ES256 alone.
    browser.tolerated.add("pub_key_cred_params")
    browser.driver.execute_cdp_cmd("WebAuthn.enable", {})
    options = {
        "protocol": "ctap2",
        "transport": transport,
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

    def test_a_second_passkey_is_made_after_the_first_one_signed(self):
        place = self.lentera()
        browser = self.browser()
        first = with_authenticator(browser)
        browser.open(place.administrator.setup_path)
        browser.press(words("passkey.make"))
        browser.press(words("passkey.logIn"))
        browser.open("/console/account")
        self.assertSays(browser, words("passkey.proveFirst"))
        browser.write("passkeyName", "TEST key on the ring")
        # It signs, and then refuses to hold a second one; the next press goes on from there with another device.
        browser.run("document.querySelector('form[data-passkey] button').click()")
        problem = browser.find("[data-passkey-problem]")
        browser.wait(problem.is_displayed, "the browser's refusal")
        browser.driver.execute_cdp_cmd("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": first})
        with_authenticator(browser, "usb")
        browser.press(words("passkey.make"))
        self.assertEqual(browser.notice, words("account.passkeyAdded"))
        self.assertSays(browser, "TEST key on the ring")

    def test_a_passkey_is_added_beside_a_password_and_another_device_has_none(self):
        place = self.lentera()
        person = place.person("Ayu (TEST)", "lead")
        browser = self.browser()
        browser.expects(422)
        with_authenticator(browser)
        person.set_up(browser)
        person.log_in(browser, "/console/account")
        browser.write("passkeyName", "TEST telephone")
        browser.write("proofPassword", person.password)
        browser.write("proofCode", person.generator.wrong())
        browser.press(words("passkey.make"))
        self.assertEqual(browser.notice, words("refusal.proof-wrong"))
        self.assertNotIn("TEST telephone", browser.text)
        # Chromium keeps what it made; another passkey takes its place.
        browser.write("passkeyName", "TEST telephone")
        browser.write("proofPassword", person.password)
        browser.write("proofCode", person.code())
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

    def test_outside_a_demonstration_whoever_binds_others_is_offered_no_password_and_gets_in_by_a_passkey(self):
        place = self.lentera(is_demonstration=False)
        browser = self.browser()
        with_authenticator(browser)
        browser.open(place.person("Made (TEST)", "reviewer").setup_path)
        self.assertNotIn(words("frame.demo"), browser.text)
        self.assertSays(browser, words("setup.withPassword"))
        for path in place.person("Rini (TEST)", "counsel").setup_path, place.administrator.setup_path:
            browser.open(path)
            self.assertSays(browser, words("setup.needsPasskey"))
            self.assertNotIn(words("setup.withPassword"), browser.text)
            self.assertEqual(browser.all("input[type=password], #code, main code"), [])
        browser.press(words("passkey.make"))
        self.assertEqual(browser.notice, words("login.ready"))
        browser.press(words("passkey.logIn"))
        self.assertEqual(browser.path, "/console")
        # What only an administrator may does not rest; a refusal would also be among the browser's complaints.
        browser.open("/console/keys")
        self.assertEqual(browser.path, "/console/keys")
        self.assertNotIn(words("refusal.passkey-needed"), browser.text)
        browser.open("/console/account")
        self.assertNotIn(beginning("account.resting"), browser.text)

    def test_outside_a_demonstration_a_role_that_binds_others_rests_after_a_password(self):
        place = self.lentera(is_demonstration=False)
        person = place.person("Ayu (TEST)", "lead")
        browser = self.browser()
        person.set_up(browser)
        person.log_in(browser, "/console/queue")
        roles = {"roles": ["lead", "administrator"]}
        place.api.call("PATCH", "/v1/organisations/%s/people/%s" % (place.own, person.id), roles)
        browser.expects(403)
        browser.open("/console/keys")
        self.assertSays(browser, words("refusal.passkey-needed"))
        browser.open("/console/account")
        self.assertSays(browser, beginning("account.resting"))
        browser.open("/console/queue")
        self.assertNotIn(words("refusal.passkey-needed"), browser.text)

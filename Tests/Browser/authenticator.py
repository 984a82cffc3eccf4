"""Chromium's own virtual authenticator."""


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

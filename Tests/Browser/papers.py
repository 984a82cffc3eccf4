"""Fills in the page on which a request on paper is recorded."""

WHEN = "2026-11-20T10:00"


def write_paper(browser, items, kind="referral", country="ID", ground="incites"):
    for field, text in {
        "authorityName": "Unit 7 (TEST)",
        "instrument": "TEST_PAPER",
        "country": country,
        "scan": "a" * 64,
        "items": items,
    }.items():
        browser.write(field, text)
    browser.choose("kind", kind)
    browser.choose("function", "police")
    browser.choose("ground", ground)
    # The browser's own field for times is filled as a script would.
    for field in ("issuedAt", "receivedAt"):
        browser.run("document.getElementById(arguments[0]).value = arguments[1]", field, WHEN)

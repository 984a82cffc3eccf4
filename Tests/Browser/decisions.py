"""A case taken and decided as a reviewer does."""

from words import words

REASONS = "TEST reasons: it calls people to an invented group."
ASSESSMENT = "TEST: neither art nor news, it only advertises."
REFERENCE = "TEST terms, section 4"


def take(browser):
    """Takes the case that is shown."""
    browser.press(words("case.take"))


def fill(browser, reasons=REASONS, measure="remove"):
    browser.choose("finding", "confirmed")
    browser.choose("ground", "terms")
    browser.write("groundReference", REFERENCE)
    browser.choose("measure", measure)
    browser.choose("exemption", "none")
    browser.write("exemptionAssessment", ASSESSMENT)
    browser.write("reasons", reasons)


def typed(browser):
    """What stands in the form, by field."""
    fields = ["finding", "ground", "groundReference", "measure", "exemption", "exemptionAssessment", "reasons"]
    return {field: browser.find("#" + field).get_attribute("value") for field in fields}


WHOLE = {
    "finding": "confirmed",
    "ground": "terms",
    "groundReference": REFERENCE,
    "measure": "remove",
    "exemption": "none",
    "exemptionAssessment": ASSESSMENT,
    "reasons": REASONS,
}

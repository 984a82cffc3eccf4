"""The language of the browser, and the person's choice."""

import json

from scenario import ROOT, Scenario

CATALOGUES = [
    json.loads(path.read_text()) for path in sorted((ROOT / "Sources/CConsoleAssets/assets").glob("*.json"))
]


class Languages(Scenario):
    def setUp(self):
        super().setUp()
        self.place = self.lentera()
        self.known = {catalogue["language"]: catalogue for catalogue in CATALOGUES}

    def assertSpeaks(self, browser, code):
        catalogue = self.known[code]
        self.assertEqual(browser.find("html").get_attribute("lang"), code)
        self.assertEqual(browser.heading, catalogue["texts"]["login"]["title"])
        drafts = [it.text for it in browser.all("footer p")]
        self.assertEqual(drafts, [] if catalogue.get("reviewedBy") else [catalogue["texts"]["frame"]["draft"]])

    def test_the_form_offers_every_language_by_its_own_name(self):
        browser = self.browser()
        browser.open("/console/login")
        offered = {it.get_attribute("value"): (it.get_attribute("lang"), it.text) for it in browser.all("#language option")}
        self.assertEqual(offered, {code: (code, it["name"]) for code, it in self.known.items()})

    def test_the_browsers_language_is_spoken_where_there_is_a_catalogue_else_English(self):
        for asked in ("id-ID,id", "th", "tlh,xx"):
            browser = self.browser(languages=asked)
            browser.open("/console/login")
            code = asked[:2] if asked[:2] in self.known else "en"
            self.assertSpeaks(browser, code)

    def test_what_the_person_chose_is_spoken_from_then_on(self):
        browser = self.browser(languages="tlh")
        for code in self.known:
            browser.open("/console/login")
            browser.choose("language", code)
            button = browser.find("footer button")
            button.click()
            browser.wait(lambda: browser.is_gone(button), "the page in the chosen language")
            self.assertEqual(browser.path, "/console/login")
            self.assertSpeaks(browser, code)
            browser.open("/console/nothing")
            self.assertEqual(browser.find("html").get_attribute("lang"), code)
        browser.expects(404)

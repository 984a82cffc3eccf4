"""The language of the browser, and the person's choice."""

from scenario import Scenario
from words import CATALOGUES, words


class Languages(Scenario):
    def setUp(self):
        super().setUp()
        self.place = self.lentera()

    def assertSpeaks(self, browser, code):
        self.assertEqual(browser.find("html").get_attribute("lang"), code)
        self.assertEqual(browser.heading, words("login.title", code))
        drafts = [it.text for it in browser.all("footer p")]
        self.assertEqual(drafts, [] if CATALOGUES[code].get("reviewedBy") else [words("frame.draft", code)])

    def test_the_form_offers_every_language_by_its_own_name(self):
        browser = self.browser()
        browser.open("/console/login")
        asked = lambda it: (it.get_attribute("value"), it.get_attribute("lang"), it.text)
        offered = sorted(map(asked, browser.all("#frame-language option")))
        self.assertEqual(offered, sorted((code, code, it["name"]) for code, it in CATALOGUES.items()))

    def test_the_browsers_language_is_spoken_where_there_is_a_catalogue_else_English(self):
        for asked in ("id-ID,id", "th", "tlh,xx"):
            browser = self.browser(languages=asked)
            browser.open("/console/login")
            code = asked[:2] if asked[:2] in CATALOGUES else "en"
            self.assertSpeaks(browser, code)

    def test_what_the_person_chose_is_spoken_from_then_on(self):
        browser = self.browser(languages="tlh")
        for code in CATALOGUES:
            browser.open("/console/login")
            browser.choose("frame-language", code)
            button = browser.find("footer button")
            button.click()
            browser.wait(lambda: browser.is_gone(button), "the page in the chosen language")
            self.assertEqual(browser.path, "/console/login")
            self.assertSpeaks(browser, code)
            browser.open("/console/nothing")
            self.assertEqual(browser.find("html").get_attribute("lang"), code)
        browser.expects(404)

    def test_a_draft_shows_English_beside_it_on_request(self):
        code = next(code for code, it in CATALOGUES.items() if not it.get("reviewedBy"))
        browser = self.browser(languages=code)
        browser.open("/console/login")
        for wanted in (True, False):
            browser.find("#frame-beside").click()
            button = browser.find("footer button")
            button.click()
            browser.wait(lambda: browser.is_gone(button), "the page in both languages")
            alone, both = words("login.title", code), "%s [%s]" % (words("login.title", code), words("login.title"))
            self.assertEqual(browser.heading, both if wanted else alone)

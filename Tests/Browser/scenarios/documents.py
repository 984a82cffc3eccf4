"""Documents as pages: they stand alone, on a telephone, in the dark, and on paper."""

from browser import NARROW_PIXELS, Browser
from rules import faults
from scenario import ROOT, Scenario

EXAMPLES = ROOT / "docs" / "examples" / "documents"


class Documents(Scenario):
    def browser(self, **settings):
        browser = Browser("file://" + str(EXAMPLES), **settings)
        self.browsers.append(browser)
        return browser

    def names(self):
        names = sorted(path.name for path in EXAMPLES.glob("*.html"))
        self.assertGreaterEqual(len(names), 5)
        return names

    def test_every_page_is_readable_light_and_dark_wide_and_narrow(self):
        browser = self.browser()
        for name in self.names():
            for scheme in ("light", "dark"):
                for width in (1280, NARROW_PIXELS):
                    browser.scheme(scheme)
                    browser.width(width)
                    browser.open("/" + name)
                    self.assertEqual(faults(browser), [], "%s, %s, %d" % (name, scheme, width))
                    ground = browser.run("return getComputedStyle(document.querySelector('main')).backgroundColor")
                    self.assertEqual(ground, "rgb(255, 255, 255)" if scheme == "light" else "rgb(30, 31, 29)")

    def test_a_page_asks_for_nothing_but_itself(self):
        browser = self.browser()
        for name in self.names():
            browser.open("/" + name)
        self.assertEqual(browser.faults(), [])
        self.assertEqual(len({url for url in browser.asked if url.startswith("file:")}), len(self.names()))
        self.assertFalse([url for url in browser.asked if url.startswith("http")])

    def test_on_paper_pages_are_numbered_and_an_exercise_is_marked_on_each(self):
        browser = self.browser()
        for name in self.names():
            browser.open("/" + name)
            exercise = bool(browser.all(".mark"))
            self.assertEqual(exercise, name == "removal-order.html")
            pages = browser.on_paper()
            for number, page in enumerate(pages, 1):
                self.assertIn("%d/%d" % (number, len(pages)), page, name)
                self.assertEqual("EXERCISE" in page, exercise, "%s, page %d" % (name, number))

"""What must hold of every page where words are longer, and their letters others, than in English."""

import pathlib
import tempfile

from browser import NARROW_PIXELS, Browser
from office_pages import OFFICE_PAGES, OfficeTour
from pages import PAGES, Tour
from rules import faults
from scenario import PICTURES, PROGRAM, Scenario
from words import speaking


class PagesInLanguages(Scenario):
    def test_every_page_keeps_the_rules_in_Indonesian(self):
        self.lead_through("id")

    def test_every_page_keeps_the_rules_in_Tamil(self):
        self.lead_through("ta")

    def test_every_page_of_an_authority_keeps_the_rules_in_Burmese(self):
        with speaking("my"):
            self.keep_the_rules(OfficeTour(PROGRAM, lambda address: self.make_browser(address, "my")), OFFICE_PAGES, "my")

    def lead_through(self, language):
        folder = tempfile.TemporaryDirectory(prefix="perisai-tour-")
        self.addCleanup(folder.cleanup)
        with speaking(language):
            tour = Tour(PROGRAM, lambda address: self.make_browser(address, language), pathlib.Path(folder.name))
            self.keep_the_rules(tour, PAGES, language)

    def keep_the_rules(self, tour, pages, language):
        self.addCleanup(tour.place.node.remove)
        browser = tour.browser
        for name in pages:
            where = tour.show(name)
            spoken = browser.find("html").get_attribute("lang")
            found = []
            for pixels in (None, NARROW_PIXELS):
                if pixels:
                    browser.width(pixels)
                found += ["%s pixels: %s" % (pixels or "its own", fault) for fault in faults(browser)]
            with self.subTest(page=name):
                if found:
                    browser.keep(PICTURES, "rules-%s-%s" % (language, name))
                self.assertEqual(spoken, language, where)
                self.assertEqual(found, [], where)
            browser.own_width()

    def make_browser(self, address, language):
        browser = Browser(address, languages=language)
        self.browsers.append(browser)
        return browser

"""What must hold of every page: in light and dark, on a narrow telephone and on a screen of 4K."""

import pathlib
import re
import tempfile

from browser import Browser
from follower_pages import FOLLOWER_PAGES, FollowerTour
from office_pages import OFFICE_PAGES, OfficeTour
from pages import ELSEWHERE, PAGES, Tour
from rules import faults_everywhere
from scenario import PICTURES, PROGRAM, ROOT, Scenario

# All at once: to ask for each by itself takes longer than to show the page.
LINKS = """return [...document.querySelectorAll("a[href]:not([href^='#'])")].map((it) => it.href);"""


def templates():
    """The addresses of all pages, as docs/permissions.md lists them."""
    table = (ROOT / "docs/permissions.md").read_text().split("<!-- pages -->")[1]
    return re.findall(r"^\| GET \| `([^`]+)`", table, re.M)


def status(browser):
    return browser.run("return performance.getEntriesByType('navigation')[0].responseStatus")


def pattern(template):
    return re.compile(re.sub(r"\\{[a-z]+\\}", "[^/]+", re.escape(template)) + "$")


def template_of(path, known):
    """The address that a page is an example of: of two that fit, the one with fewer places left open."""
    return min((it for it in known if pattern(it).match(path)), key=lambda it: it.count("{"), default=None)


class OfficePages(Scenario):
    def test_every_page_of_an_authority_keeps_the_rules(self):
        tour = OfficeTour(PROGRAM, self.make_browser)
        self.node = tour.place.node
        self.addCleanup(self.node.remove)
        self.keep_the_rules(tour, OFFICE_PAGES)

    def test_every_page_of_a_platform_that_follows_an_exchange_keeps_the_rules(self):
        tour = FollowerTour(PROGRAM, self.make_browser)
        self.node = tour.place.node
        self.addCleanup(tour.exchange.node.remove)
        self.addCleanup(self.node.remove)
        self.keep_the_rules(tour, FOLLOWER_PAGES)

    def keep_the_rules(self, tour, pages):
        browser = tour.browser
        for name, (template, _) in pages.items():
            where = tour.show(name).split("?")[0]
            answered = status(browser)
            found = faults_everywhere(browser)
            with self.subTest(page=name):
                if found:
                    browser.keep(PICTURES, "rules-" + name)
                self.assertEqual(template_of(where.removesuffix("/items"), templates()), template)
                self.assertLess(answered, 400, "the page of a problem stands for no other")
                self.assertEqual(found, [], where)

    def make_browser(self, address):
        browser = Browser(address)
        self.browsers.append(browser)
        return browser


class Pages(Scenario):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="perisai-tour-")
        self.addCleanup(folder.cleanup)
        self.tour = Tour(PROGRAM, self.make_browser, pathlib.Path(folder.name))
        self.node = self.tour.place.node
        self.addCleanup(self.node.remove)

    def make_browser(self, address):
        browser = Browser(address)
        self.browsers.append(browser)
        return browser

    def test_every_page_keeps_the_rules_in_light_and_dark_and_on_narrow_and_wide_screens(self):
        browser = self.tour.browser
        for name in PAGES:
            where = self.tour.show(name)
            found = faults_everywhere(browser)
            with self.subTest(page=name):
                if found:
                    browser.keep(PICTURES, "rules-" + name)
                self.assertEqual(found, [], where)

    def test_every_page_of_the_menu_is_among_the_pages_and_no_link_leads_to_nothing(self):
        browser = self.tour.browser
        seen, links = set(), {}
        for name in PAGES:
            here = self.tour.show(name).split("?")[0]
            # The page of a problem stands for no other.
            if status(browser) < 400:
                seen.add(here)
            for link in browser.run(LINKS):
                link = link.split("#")[0]
                if link.startswith(browser.address) and "/setup/" not in link:
                    person = self.tour.inside or self.tour.guide
                    links.setdefault(person, {}).setdefault(link.removeprefix(browser.address), name)
        known = templates()
        shown = {template_of(path, known) for path in seen}
        shown |= {it for it, _ in [*OFFICE_PAGES.values(), *FOLLOWER_PAGES.values()]}
        self.assertEqual(shown & set(ELSEWHERE), set(), "they are shown, so nothing is to be said of them")
        for template in known:
            with self.subTest(page=template):
                excused = any(template == it or (it.endswith("/") and template.startswith(it) and it != "/") for it in ELSEWHERE)
                self.assertTrue(template in shown or excused, "give it a line in Tests/Browser/pages.py or office_pages.py")
        menu = self.tour.menu()
        self.assertTrue(menu)
        self.assertEqual([path for path in menu if path not in seen], [], "give them a line in Tests/Browser/pages.py")
        for person, places in links.items():
            self.tour.enter("/console", person)
            statuses = browser.driver.execute_async_script(
                """const [paths, done] = arguments;
                Promise.all(paths.map(async (path) => [path, (await fetch(path)).status])).then(done);""",
                list(places),
            )
            self.assertGreater(len(statuses), 15)
            # What everybody may have rests on a checkpoint that is a day old at least: until then the page says "not yet".
            dead = [
                "%s leads to %s (%d)" % (places[path], path, status)
                for path, status in statuses
                if status != 200 and not (status == 409 and path.endswith("view=public"))
            ]
            self.assertEqual(dead, [])

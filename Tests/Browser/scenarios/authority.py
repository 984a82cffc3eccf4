"""To an authority's person the pages that are not theirs do not exist."""

from exchange import Exchange
from lentera import employ
from scenario import PROGRAM, Scenario

NOBODY = "01890000-0000-7000-8000-000000000000"
FORBIDDEN = [
    "/console/queue",
    "/console/queue?state=all",
    "/console/cases/" + NOBODY,
    "/console/check",
    "/console/decisions/%s/receipt" % NOBODY,
]


class Authority(Scenario):
    def setUp(self):
        super().setUp()
        self.place = Exchange(PROGRAM)
        self.node = self.place.node
        self.addCleanup(self.node.remove)

    def officer(self):
        """Somebody in every role that an authority has."""
        id, api = self.place.member("authority", "Unit 7 (TEST)")
        return employ(api, id, "Budi (TEST)", "officer", "supervisor", "dutyOfficer", "auditor", "administrator")

    def test_pages_about_cases_and_checks_answer_an_officer_as_if_they_did_not_exist(self):
        browser = self.browser()
        officer = self.officer()
        officer.set_up(browser)
        officer.log_in(browser)
        menu = [it.get_attribute("href").removeprefix(self.node.address) for it in browser.all("header nav a")]
        self.assertEqual(set(menu) & set(FORBIDDEN), set())
        browser.expects(404)
        browser.open("/console/nothing-is-here")
        nothing = browser.find("main").text
        for path in FORBIDDEN:
            browser.open(path)
            self.assertEqual(browser.find("main").text, nothing, path)
            self.assertEqual(self.status(browser), 404, path)
        for path in menu:
            browser.open(path)
            self.assertEqual(self.status(browser), 200, path)

    def status(self, browser):
        return browser.run("return performance.getEntriesByType('navigation')[0].responseStatus")

"""Two people with two browsers and one case."""

from decisions import fill, take
from scenario import Scenario
from words import beginning, words


class TwoReviewers(Scenario):
    def setUp(self):
        super().setUp()
        self.place = self.lentera()
        self.case = self.place.open_case("TEST post 1")
        self.people = [self.place.person("Ayu (TEST)", "reviewer"), self.place.person("Made (TEST)", "reviewer")]
        self.ayu, self.made = self.browser(), self.browser()
        for person, browser in zip(self.people, (self.ayu, self.made)):
            person.set_up(browser)
            person.log_in(browser, self.case)

    def test_only_one_of_them_takes_and_decides_it(self):
        ayu, made = self.ayu, self.made
        take(ayu)
        made.expects(403, 404, 409)
        # Made's page still offers what is no longer to be had.
        take(made)
        self.assertEqual(made.all("#reasons"), [])
        made.open(self.case)
        self.assertSays(made, beginning("case.another"))
        self.assertEqual(made.all("#reasons"), [])

        fill(ayu)
        ayu.press(words("decide.submit"))
        self.assertRegex(ayu.path, r"^/console/decisions/[0-9a-f-]+\?done=decided$")
        made.open(self.case)
        self.assertSays(made, words("caseState.decided"))
        self.assertEqual([it.text for it in made.all("main button")], [])
        history = [it.text for it in made.all(".timeline li")]
        self.assertEqual(len([it for it in history if words("event.decisionMade") in it]), 1)

    def test_a_form_that_was_open_when_the_case_went_to_another_decides_nothing(self):
        ayu, made = self.ayu, self.made
        take(ayu)
        fill(ayu, reasons="TEST reasons of Ayu")
        lead = self.place.person("Sari (TEST)", "lead")
        lead.api.post("/v1%s/assignment" % self.case.removeprefix("/console"), {"assigned": False})
        made.open(self.case)
        take(made)
        ayu.expects(403, 409)
        ayu.press(words("decide.submit"))
        made.open(self.case)
        self.assertNotIn(words("event.decisionMade"), made.text)
        fill(made, reasons="TEST reasons of Made")
        made.press(words("decide.submit"))
        self.assertSays(made, "TEST reasons of Made")
        self.assertNotIn("TEST reasons of Ayu", made.text)

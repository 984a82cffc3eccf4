"""Two people with two browsers and one case."""

from decisions import fill, take
from scenario import Scenario
from words import beginning, words

# Notes when the page is told what happens, so that nothing happens before.
LISTENING = """
const Source = EventSource;
window.EventSource = class extends Source {
  constructor(...given) {
    super(...given);
    this.addEventListener("open", () => { window.isListening = true; });
  }
};
"""


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

    def test_an_account_is_closed_by_two_people_and_suspended_until_then(self):
        ayu, made = self.ayu, self.made
        take(ayu)
        fill(ayu, measure="closeAccount")
        ayu.press(words("decide.preview"))
        self.assertIn(words("plain.closing"), ayu.find("#preview").text)
        ayu.press(words("decide.submit"))
        self.assertSays(ayu, words("measure.suspendAccount"))
        self.assertSays(ayu, words("closure.notYou"))
        self.assertEqual(ayu.all("#closure-reasons"), [])
        decision = ayu.path.split("?")[0]
        self.place.api.post("/v1%s/execution" % decision.removeprefix("/console"), {"outcome": "carriedOut"})

        made.open("/console")
        self.assertSays(made, words("overview.closures"))
        made.open("/console/closures")
        self.assertSays(made, "Ayu (TEST)")
        made.find("main a[href='%s']" % decision).click()
        made.choose("closure-judgement", "confirmed")
        made.expects(422)
        made.run("document.querySelector('#closure-reasons').removeAttribute('required')")
        made.press(words("closure.say"))
        self.assertEqual(made.find("#closure-judgement").get_attribute("value"), "confirmed", "nothing chosen is lost")
        made.write("closure-reasons", "TEST nothing else is posted there")
        made.press(words("closure.say"))
        self.assertEqual(made.notice, words("closure.judged"))
        self.assertSays(made, words("decision.heading", measure=words("measure.closeAccount")))
        self.assertSays(made, words("event.decisionClosureConfirmed"))
        made.open("/console/closures")
        self.assertSays(made, words("closure.none"))

    def test_a_queue_that_stands_open_shows_what_a_colleague_does_and_keeps_the_row_chosen(self):
        ayu, made = self.ayu, self.made
        ayu.before_pages(LISTENING)
        ayu.open("/console/queue?queue=all")
        ayu.wait(lambda: ayu.run("return window.isListening === true"), "a page that listens")
        rows = lambda: ayu.run("return document.querySelector('[data-queue] tbody').textContent")
        chosen = lambda: ayu.run(
            """const it = document.activeElement;
            return [it.getAttribute("href"), it.closest("tr")?.getAttribute("aria-selected"), it.isConnected];"""
        )
        ayu.run("document.querySelector('[data-queue] tbody a').focus(); window.isSame = true;")
        ayu.keys("j")
        self.assertEqual(chosen(), [self.case, "true", True])
        self.assertNotIn(words("queue.colleague"), rows())
        take(made)
        ayu.wait(lambda: words("queue.colleague") in rows(), "the row that Made changed")
        self.assertIn(words("caseState.assigned"), rows())
        self.assertEqual(chosen(), [self.case, "true", True], "the row and the focus stay")
        self.assertTrue(ayu.run("return window.isSame === true"), "the page itself was not loaded anew")
        self.assertSays(ayu, words("queue.keys"))
        fill(made)
        made.press(words("decide.submit"))
        ayu.wait(lambda: words("caseState.decided") in rows(), "the row after the decision")

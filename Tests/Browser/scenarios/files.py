"""Files that a person drops on the pages that look at them."""

import json

from picture import png
from scenario import Scenario
from words import words

HELD = "return [...document.querySelector(arguments[0]).files].map((it) => it.name)"
# Of what nobody is warned before.
BEHAVIOURS = ["recruitment"]


class Files(Scenario):
    def setUp(self):
        super().setUp()
        self.place = self.lentera()
        self.person = self.place.person("Ayu (TEST)", "reviewer")
        self.ayu = self.browser()
        self.person.set_up(self.ayu)

    def drop(self, selector, **files):
        return self.ayu.drop(selector, {name + ".png": content for name, content in files.items()})

    def held(self, selector):
        return self.ayu.run(HELD, selector)

    def know(self, content):
        """Makes a picture known, and lets the search learn of it."""
        prints = self.person.api.send("POST", "/v1/fingerprints", content, "application/octet-stream")["fingerprints"]
        value = next(it["value"] for it in prints if it["kind"] == "pdq")
        self.place.propose("pdq", value, BEHAVIOURS)
        self.place.api.wait_for_index()

    def answer(self, content, context):
        """The answer as programs get it, as the page of a check shows it."""
        ayu = self.ayu
        ayu.open("/console/check")
        ayu.find("main details summary").click()
        for field, text in context.items():
            ayu.write(field, text)
        self.assertTrue(self.drop("#file", one=content))
        self.assertEqual(self.held("#file"), ["one.png"])
        ayu.press(words("check.submit"))
        return json.loads(ayu.find("#answer pre code").get_attribute("textContent"))

    def test_a_file_that_is_dropped_is_checked_and_the_page_shows_the_answer_of_the_API(self):
        known, unknown = png(7), b"TEST a text that nobody knows"
        self.know(known)
        self.person.log_in(self.ayu, "/console/check")
        self.assertTrue(self.drop("#file", one=known, other=unknown))
        self.assertEqual(self.held("#file"), ["one.png"], "one file is checked at a time")
        context = {"reference": "TEST post 7", "language": "id", "country": "ID"}
        for content, verdict, told in [
            (known, "review", {"case", "matches"}),
            (unknown, "clear", {"reason"}),
        ]:
            shown = self.answer(content, context)
            answered = self.person.api.check(content, context)
            # Between the two the journal may have grown.
            for answer in (shown, answered):
                self.assertIsInstance(answer.pop("position"), int)
            self.assertEqual(shown, answered)
            self.assertEqual(shown["verdict"], verdict)
            self.assertEqual(shown["context"], context)
            self.assertEqual({name for name in ("case", "matches", "reason") if shown.get(name)}, told)

    def test_two_files_that_are_dropped_together_are_compared_and_one_alone_goes_where_it_is_dropped(self):
        ayu = self.ayu
        self.person.log_in(ayu, "/console/compare")
        self.assertTrue(self.drop("#otherFile", one=png(1), other=png(2)))
        self.assertEqual((self.held("#oneFile"), self.held("#otherFile")), (["one.png"], ["other.png"]))
        self.assertTrue(self.drop("#otherFile", third=png(1)))
        self.assertEqual((self.held("#oneFile"), self.held("#otherFile")), (["one.png"], ["third.png"]))
        ayu.press(words("compare.submit"))
        answer = ayu.find("#answer").text
        self.assertIn(words("compareVerdict.sameFile"), answer)
        for name in ("one.png", "third.png"):
            self.assertIn(name, answer)

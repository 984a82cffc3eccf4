"""A case on paper: what it says, and nothing that can only be pressed."""

from decisions import take
from scenario import Scenario
from words import words


class Printed(Scenario):
    def test_a_case_is_printed_with_what_it_says_and_without_menus_and_forms(self):
        place = self.lentera()
        case = place.open_case("TEST post 1", account="TEST account", country="ID", language="id")
        ayu = self.browser()
        person = place.person("Ayu (TEST)", "reviewer")
        person.set_up(ayu)
        person.log_in(ayu, case)
        take(ayu)
        self.assertSays(ayu, words("decide.preview"))
        for scheme in ("light", "dark"):
            ayu.scheme(scheme)
            pages = ayu.on_paper()
            self.assertTrue(0 < len(pages) < 8, len(pages))
            text = " ".join(" ".join(pages).split())
            for part in (
                "TEST post 1", "TEST account", words("case.history"), words("event.caseOpened"),
                words("case.distanceText", count=3), "TEST: an invented poster of an invented group.",
            ):
                self.assertIn(part, text, scheme)
            for part in (words("frame.logOut"), words("frame.skip"), words("decide.preview")):
                self.assertNotIn(part, text, scheme)

"""What a case is about, on demand."""

from scenario import Scenario
from words import words

LINK = "https://lentera.example/posts/1"


class Pictures(Scenario):
    def test_the_link_to_the_content_stands_behind_the_step_that_counts(self):
        place = self.lentera()
        case = place.open_case("TEST post 1", link=LINK)
        other = place.open_case("TEST post 2", signal=1)
        ayu = self.browser()
        # Nothing is fetched from there, so no picture comes.
        ayu.expects(404, 409)
        person = place.person("Ayu (TEST)", "reviewer")
        person.set_up(ayu)
        person.log_in(ayu, case)
        self.assertSays(ayu, LINK)
        self.assertEqual(ayu.all("main a[href^='http']"), [], "no link leads to the content from the case itself")
        ayu.press(words("picture.show"))
        link = ayu.find("main a[href^='http']")
        self.assertEqual(link.get_attribute("href"), LINK)
        self.assertEqual(link.get_attribute("rel"), "noreferrer")
        self.assertEqual(link.text, words("picture.open"))
        ayu.open(other + "/picture")
        self.assertEqual(ayu.heading, words("picture.title"))
        self.assertEqual(ayu.all("main a[href^='http']"), [], "a case without a link has none")

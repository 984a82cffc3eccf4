"""What a case is about is looked at on demand: behind the veils, and behind the step that counts it."""

from lentera import Lentera
from scenario import PROGRAM, Scenario
from words import words

LINK = "https://lentera.example/posts/1"
# Of what nobody is warned before, so that the step alone counts it.
RECRUITMENT = 1


class Pictures(Scenario):
    def setUp(self):
        super().setUp()
        # No link of these cases leads there, so nothing outside this machine is asked for a picture.
        self.place = Lentera(PROGRAM, serve=["--thumbnail-hosts", "pictures.lentera.example"])
        self.addCleanup(self.place.node.remove)
        self.node = self.place.node
        self.ayu = self.browser()
        # The answer to whoever asks for a picture from elsewhere.
        self.ayu.expects(409)
        person = self.place.person("Ayu (TEST)", "reviewer")
        person.set_up(self.ayu)
        person.log_in(self.ayu)

    def seen(self):
        """How many cases with such content the person saw within an hour, as the gauge beside the queue has it."""
        self.ayu.open("/console/queue")
        return int(self.ayu.all(".gauge meter")[-1].get_attribute("value"))

    def links_to_content(self):
        return [it for it in self.ayu.all("a[href]") if it.get_attribute("href").startswith("http") and "//lentera." in it.get_attribute("href")]

    def test_the_link_to_the_content_stands_behind_the_step_that_counts_it(self):
        ayu = self.ayu
        case = self.place.open_case("TEST post 1", signal=RECRUITMENT, link=LINK)
        ayu.open(case)
        self.assertSays(ayu, LINK)
        self.assertEqual(self.links_to_content(), [], "what nobody counted opens with one click")
        self.assertEqual(self.seen(), 0)
        ayu.open(case)
        ayu.press(words("picture.show"))
        self.assertEqual(ayu.path, case + "/picture")
        links = self.links_to_content()
        self.assertEqual([(it.get_attribute("href"), it.text) for it in links], [(LINK, words("picture.open"))])
        self.assertIn("noreferrer", links[0].get_attribute("rel"), "the platform does not learn where the reviewer came from")
        self.assertIn("blurred", ayu.find(".frame img").get_attribute("class").split())
        ayu.press(words("picture.unveil"))
        self.assertEqual(ayu.find(".frame img").get_attribute("class"), "")
        ayu.press(words("picture.veil"))
        self.assertIn("blurred", ayu.find(".frame img").get_attribute("class").split())
        self.assertEqual(self.seen(), 1, "it is counted once, however often it is unveiled")

    def test_what_is_not_reached_by_TLS_is_not_linked(self):
        ayu = self.ayu
        ayu.open(self.place.open_case("TEST post 2", signal=RECRUITMENT, link=LINK.replace("https", "http")))
        ayu.press(words("picture.show"))
        self.assertSays(ayu, words("picture.nothing"))
        self.assertEqual(self.links_to_content(), [])

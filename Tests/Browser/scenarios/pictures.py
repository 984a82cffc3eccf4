"""What a case is about is looked at on demand: behind the veils, and behind the step that counts it."""

import http.server
import threading

from lentera import Lentera
from picture import png
from scenario import PROGRAM, Scenario
from words import words

LINK = "https://lentera.example/posts/1"
# Of what nobody is warned before, so that the step alone counts it.
RECRUITMENT = 1
# The longer side of a small picture, at most, in pixels; that of what the platform keeps is three times as long.
SMALL_PIXELS = 320
LOOKS = """const image = document.querySelector(".frame img");
return {
  isLoaded: image.complete && image.naturalWidth > 0,
  sides: [image.naturalWidth, image.naturalHeight],
  filter: getComputedStyle(image).filter,
};"""


class PictureHost(http.server.ThreadingHTTPServer):
    """A platform's own host of pictures on a free port of this machine, which remembers what it was asked."""

    def __init__(self):
        self.asked = []
        host = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                host.asked.append((self.path, dict(self.headers)))
                body = png(7, 3 * SMALL_PIXELS)
                self.send_response(200)
                self.send_header("Content-Type", "image/png")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def name(self):
        return "127.0.0.1:%d" % self.server_port

    def end(self):
        self.shutdown()
        self.server_close()


class Looking(Scenario):
    """A reviewer who looks at what cases are about."""

    def begin(self, *serve):
        self.place = Lentera(PROGRAM, serve=serve)
        self.addCleanup(self.place.node.remove)
        self.node = self.place.node
        self.ayu = self.browser()
        person = self.place.person("Ayu (TEST)", "reviewer")
        person.set_up(self.ayu)
        person.log_in(self.ayu)

    def seen(self):
        """How many cases with such content the person saw within an hour, as the gauge beside the queue has it."""
        self.ayu.open("/console/queue")
        return int(self.ayu.all(".gauge meter")[-1].get_attribute("value"))

    def links_to_content(self):
        return [it for it in self.ayu.all("a[href]") if it.get_attribute("href").startswith("http") and "//lentera." in it.get_attribute("href")]


class Pictures(Looking):
    def setUp(self):
        super().setUp()
        # No link of these cases leads there, so nothing outside this machine is asked for a picture.
        self.begin("--thumbnail-hosts", "pictures.lentera.example")
        # The answer to whoever asks for a picture from elsewhere.
        self.ayu.expects(409)

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


class LinksAlone(Looking):
    """A node on which no pictures are fetched, as it is where its operator names no host."""

    def test_the_link_stands_behind_the_step_that_counts_it(self):
        self.begin()
        ayu = self.ayu
        case = self.place.open_case("TEST post 1", signal=RECRUITMENT, link=LINK)
        ayu.open(case)
        self.assertEqual(self.links_to_content(), [], "what nobody counted opens with one click")
        self.assertEqual(self.seen(), 0)
        ayu.open(case)
        ayu.press(words("picture.toLink"))
        self.assertEqual(ayu.path, case + "/picture")
        self.assertEqual([it.get_attribute("href") for it in self.links_to_content()], [LINK])
        self.assertEqual(ayu.all("main img"), [], "there is none to show")
        self.assertEqual(self.seen(), 1)


class ShownPictures(Looking):
    """A picture that is there, from the platform's host to the reviewer's eyes."""

    def setUp(self):
        super().setUp()
        self.host = PictureHost()
        self.addCleanup(self.host.end)
        # A host of this machine is spoken to unencrypted where the operator names it.
        self.begin("--thumbnail-hosts", self.host.name, "--allow-destination", "127.0.0.1")

    def looks(self):
        """How the picture is seen, once it is there."""
        self.ayu.wait(lambda: self.ayu.run(LOOKS)["isLoaded"], "the picture")
        return self.ayu.run(LOOKS)

    def prefer(self, **veils):
        self.ayu.open("/console/account/preferences")
        for name, is_on in veils.items():
            box = self.ayu.find("#" + name)
            if box.is_selected() != is_on:
                box.click()
        self.ayu.press(words("preferences.save"))

    def test_a_picture_is_asked_for_by_a_click_and_stands_small_behind_the_veils_that_the_person_chose(self):
        ayu, picture = self.ayu, "http://%s/posts/1.png" % self.host.name
        case = self.place.open_case("TEST post 1", signal=RECRUITMENT, link=LINK, thumbnail=picture)
        ayu.open("/console/queue")
        ayu.open(case)
        self.assertEqual(ayu.all("main img"), [])
        self.assertEqual(self.host.asked, [], "nothing is fetched before somebody asks for it")

        ayu.press(words("picture.show"))
        shown = self.looks()
        self.assertEqual(max(shown["sides"]), SMALL_PIXELS, "it is made small, and no smaller")
        self.assertEqual(shown["sides"][0], shown["sides"][1], "it keeps its shape")
        self.assertEqual({path for path, _ in self.host.asked}, {"/posts/1.png"})
        self.assertEqual([it.get_attribute("href") for it in self.links_to_content()], [LINK])
        for _, fields in self.host.asked:
            told = {name.lower() for name in fields}
            self.assertFalse(told & {"referer", "cookie", "authorization"}, "the host learns nothing of the reviewer")

        for blurs, greys in ((True, False), (False, True), (True, True), (False, False)):
            self.prefer(blurs=blurs, greys=greys)
            ayu.open(case + "/picture")
            found = self.looks()["filter"]
            self.assertEqual(("blur(" in found, "grayscale(" in found), (blurs, greys), found)
            ayu.open(case + "/picture?veil=off")
            self.assertEqual(self.looks()["filter"], "none")

        ayu.open(self.place.open_case("TEST post 2", signal=RECRUITMENT, link=picture.replace("1.png", "2.png")))
        ayu.press(words("picture.show"))
        self.looks()
        self.assertEqual({path for path, _ in self.host.asked}, {"/posts/1.png", "/posts/2.png"}, "a link may be a picture's")
        self.assertEqual(ayu.faults(), [], "the browser itself asks nobody but the node")

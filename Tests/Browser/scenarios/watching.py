"""The watchers of the other scenarios find what they watch for."""

import http.server
import threading

from browser import NARROW_PIXELS, Browser
from rules import faults
from scenario import Scenario

GOOD = """<!doctype html><html lang="en"><title>TEST</title><style>:root{color-scheme:light dark}</style>
<link rel="icon" href="data:,"><main><h1>TEST page</h1>%s</main>"""

# What a page must not hold, and a word of what is said of it.
BAD = {
    "<h1>TEST another</h1>": "2 main headings",
    "<h3>TEST low</h3>": "skips a level",
    "<p id=a>TEST</p><p id=a>TEST</p>": "the id a stands twice",
    "<p>TEST <input></p>": "has no label",
    "<label for=b>TEST</label>": "names b, which is not there",
    "<p aria-describedby=c>TEST</p>": "names c, which is not there",
    "<button></button>": "has no words",
    "<p><a>TEST</a></p>": "leads nowhere",
    "<img src='data:,'>": "has no alternative",
    "<svg></svg>": "a drawing has no alternative",
    "<section><table><tr><td>TEST</table></section>": "neither caption nor heading",
    "<table><caption>TEST</caption><tr><th>TEST</table>": "has no scope",
    "<p tabindex=2>TEST</p>": "jumps the order",
    "<p style='width: 400px'>TEST</p>": "in a window of 320",
    "<p style='color: #777; background: #999'>TEST grey</p>": "the contrast of p",
    "<style>.a{color:rgb(0 0 0 / 30%);background:#fff}</style><p class=a>TEST pale</p>": "the contrast of p.a",
    "<style>.b{width:12px;height:12px;padding:0;margin:0;border:0;font-size:8px}</style>"
    "<button class=b>T</button><button class=b>U</button>": "too near",
}


class Handler(http.server.BaseHTTPRequestHandler):
    body = ""

    def do_GET(self):
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.body.encode())

    def log_message(self, *_):
        pass


class Watching(Scenario):
    def setUp(self):
        super().setUp()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        self.addCleanup(lambda: (self.server.shutdown(), thread.join(), self.server.server_close()))
        self.page = Browser("http://localhost:%d" % self.server.server_address[1])
        self.browsers.append(self.page)

    def open(self, body):
        Handler.body = GOOD % body
        self.page.open("/")

    def test_a_page_without_faults_has_none(self):
        self.open("<p>TEST <a href='/'>a link in a sentence</a> TEST</p>")
        self.page.width(NARROW_PIXELS)
        for scheme in ("light", "dark"):
            self.page.scheme(scheme)
            self.assertEqual(faults(self.page), [])

    def test_every_fault_is_found(self):
        self.page.width(NARROW_PIXELS)
        for body, words in BAD.items():
            self.open(body)
            self.assertIn(words, "\n".join(faults(self.page)), body)

    def test_a_request_to_elsewhere_an_error_and_an_unexpected_status_are_found(self):
        for body, words in (
            ("<script src='http://127.0.0.1:1/TEST.js'></script>", "the page asked for http://127.0.0.1:1/TEST.js"),
            ("<script>throw Error('TEST')</script>", "Uncaught Error: TEST"),
            ("<script>console.error('TEST')</script>", '"TEST"'),
            ("<img alt='' src='/missing.png'>", "404"),
        ):
            self.open(body)
            self.assertIn(words, "\n".join(self.page.faults()), body)
        self.page.expects(404)
        self.page.open("/missing")
        self.assertEqual(self.page.faults(), [])

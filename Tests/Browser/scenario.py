"""What every scenario stands on: a program, browsers that are watched, and pictures of what failed."""

import os
import pathlib
import subprocess
import tempfile
import unittest

from browser import Browser
from lentera import Lentera

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("PERISAI_PROGRAM", str(ROOT / ".build/release/perisai"))
PICTURES = pathlib.Path(os.environ.get("PERISAI_SCREENSHOTS", str(ROOT / ".build/screenshots")))


class Scenario(unittest.TestCase):
    """Every test has a node and browsers of its own; a browser's complaint fails the test as well."""

    maxDiff = None

    def setUp(self):
        self.browsers = []
        self.addCleanup(self.end)

    def run(self, result=None):
        before = len(result.failures) + len(result.errors)
        self.failed = lambda: len(result.failures) + len(result.errors) > before
        return super().run(result)

    def lentera(self, **settings):
        place = Lentera(PROGRAM, **settings)
        self.addCleanup(place.node.remove)
        self.node = place.node
        return place

    def browser(self, **settings):
        browser = Browser(self.node.address, **settings)
        self.browsers.append(browser)
        return browser

    def folder(self):
        folder = tempfile.TemporaryDirectory(prefix="perisai-downloads-")
        self.addCleanup(folder.cleanup)
        return pathlib.Path(folder.name)

    def tearDown(self):
        # What the test itself found comes first.
        for browser in self.browsers:
            faults = browser.faults()
            self.assertEqual(faults, [], "on %s" % browser.path)

    def end(self):
        """Runs after everything else of a test, also where it broke off."""
        for number, browser in enumerate(self.browsers):
            try:
                if self.failed():
                    name = "%s-%d" % (self.id().replace(".", "-"), number)
                    print("%s: see %s/%s.png of %s" % (self.id(), PICTURES, name, browser.path))
                    browser.keep(PICTURES, name)
            except Exception as problem:
                print("no picture of the failure: %s" % problem)
            finally:
                browser.close()

    def perisai(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=60)

    def assertSays(self, browser, words):
        self.assertIn(words, browser.text, "on %s" % browser.path)

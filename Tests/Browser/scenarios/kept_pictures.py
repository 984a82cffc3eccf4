"""The pictures in docs/screenshots are those of the pages that there are."""

import unittest

from scenario import ROOT
from screenshots import NAMES


class KeptPictures(unittest.TestCase):
    def test_every_page_has_a_picture_and_no_picture_is_of_a_page_that_is_gone(self):
        kept = {it.name for it in (ROOT / "docs/screenshots").iterdir()}
        shown = {name + ".png" for name in NAMES}
        self.assertEqual(len(shown), len(NAMES), "two pages would have one picture")
        self.assertEqual(sorted(shown - kept), [], "run make screenshots")
        self.assertEqual(sorted(kept - shown), [], "they are of no page: run make screenshots")

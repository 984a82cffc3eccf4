"""Proposing a signal with a file, where scripts run."""

import hashlib

from picture import png
from scenario import Scenario
from words import words


class Propose(Scenario):
    def setUp(self):
        super().setUp()
        self.place = self.lentera()
        self.person = self.place.person("Dewi (TEST)", "curator")
        self.dewi = self.browser()
        self.person.set_up(self.dewi)
        self.file = self.folder() / "picture.png"
        self.file.write_bytes(png(3))

    def test_the_hashes_of_a_file_stay_in_the_form_with_all_that_was_typed(self):
        dewi = self.dewi
        self.person.log_in(dewi, "/console/signals/new")
        dewi.write("rationale", "TEST rationale")
        dewi.find("#file").send_keys(str(self.file))
        dewi.press(words("propose.compute"))
        hashes = dewi.find("#fingerprints").get_attribute("value")
        self.assertIn(hashlib.sha256(png(3)).hexdigest(), hashes)
        self.assertEqual(dewi.find("#rationale").get_attribute("value"), "TEST rationale")
        # Also where the page is opened anew.
        dewi.open("/console/signals/new")
        self.assertEqual(dewi.find("#fingerprints").get_attribute("value"), hashes)
        self.assertEqual(dewi.find("#rationale").get_attribute("value"), "TEST rationale")
        dewi.choose("bank", self.place.bank)
        dewi.choose("kind", "image")
        dewi.find("#behaviours-threat").click()
        dewi.choose("provenance", "ownService")
        dewi.write("exemptionAssessment", "TEST no exemption")
        dewi.press(words("propose.submit"))
        self.assertEqual(dewi.notice, words("signalDone.proposed"))
        dewi.open("/console/signals/new")
        self.assertEqual(dewi.find("#rationale").get_attribute("value"), "", "what was proposed is kept no longer")

    def test_a_curator_finds_no_complaint_on_the_lists(self):
        self.person.log_in(self.dewi, "/console/signals")
        for path in ("/console/signals", "/console/banks"):
            self.dewi.open(path)
            self.assertTrue(self.dewi.all("[data-queue] tbody tr"))
        self.assertEqual([url for url in self.dewi.asked if "/queue/live" in url], [])

"""Importing a list into a bank."""

from scenario import Scenario
from words import words


class Imports(Scenario):
    def test_a_list_is_imported_and_its_report_is_found_again(self):
        place = self.lentera()
        person = place.person("Dewi (TEST)", "curator")
        dewi = self.browser()
        person.set_up(dewi)
        path = "/console/banks/%s/import" % place.bank
        person.log_in(dewi, path)
        file = self.folder() / "TEST list.txt"
        file.write_text("".join("%064x\n" % (number << 20) for number in range(1, 30)) + "TEST no hash\n")
        dewi.find("#file").send_keys(str(file))
        dewi.choose("kind", "image")
        dewi.find("#behaviours-threat").click()
        dewi.choose("provenance", "ownService")
        dewi.write("rationale", "TEST rationale")
        dewi.write("exemptionAssessment", "TEST no exemption")
        dewi.press(words("import.submit"))
        dewi.wait(lambda: words("import.done") in dewi.text, "the end of the import")
        dewi.press(words("report.open"))
        self.assertEqual(dewi.heading, words("report.title"))
        badges = [it.text for it in dewi.all("main tbody .badge")]
        self.assertEqual(badges.count(words("importOutcome.accepted")), 29)
        self.assertEqual(badges.count(words("importOutcome.refused")), 1)
        paper = " ".join(" ".join(dewi.on_paper()).split())
        accepted = words("importOutcome.accepted")
        self.assertEqual(paper.count(accepted), dewi.find("main").text.count(accepted), "every line is on paper")
        self.assertIn(words("report.title"), paper)
        self.assertNotIn(words("frame.logOut"), paper)
        dewi.open(path)
        links = dewi.all("main a[href^='/console/imports/']")
        self.assertEqual(len(links), 1)
        self.assertIn("TEST list.txt", links[0].text)
        links[0].click()
        dewi.wait(lambda: dewi.path.startswith("/console/imports/"), "the report")

"""The main job: take a case, decide it, prove it."""

from api import until
from decisions import ASSESSMENT, REASONS, WHOLE, fill, take, typed
from scenario import Scenario
from words import speaking, words


class Decide(Scenario):
    LANGUAGE = "en"

    def setUp(self):
        super().setUp()
        self.enterContext(speaking(self.LANGUAGE))
        self.place = self.lentera()
        self.case = self.place.open_case("TEST post 1", account="TEST account", country="ID", language="id")
        self.downloads = self.folder()
        self.person = self.place.person("Ayu (TEST)", "reviewer")
        self.ayu = self.browser(downloads=self.downloads, languages=self.LANGUAGE)
        self.person.set_up(self.ayu)
        self.person.log_in(self.ayu, "/console/queue")

    def test_a_case_is_taken_decided_proven_and_found_in_the_journal(self):
        ayu = self.ayu
        ayu.press("TEST post 1")
        self.assertEqual(ayu.path, self.case)
        self.assertEqual(ayu.find("html").get_attribute("lang"), self.LANGUAGE)
        self.assertSays(ayu, words("case.distanceText", count=3))
        self.assertEqual(len(ayu.all("svg.bits rect.on")), 3)
        self.assertEqual(ayu.all("#reasons"), [], "whoever has not taken the case can't decide it")
        take(ayu)
        self.assertEqual(ayu.notice, words("case.taken"))

        fill(ayu)
        ayu.press(words("decide.preview"))
        preview = ayu.find("#preview").text
        for part in (words("measure.remove"), words("decide.everywhere"), REASONS, ASSESSMENT, words("plain.person")):
            self.assertIn(part, preview)
        self.assertEqual(typed(ayu), WHOLE)

        ayu.expects(422)
        ayu.write("reasons", " ")
        ayu.press(words("decide.submit"))
        self.assertIn(words("decide.wrong"), ayu.notice)
        self.assertEqual(ayu.find("#reasons").get_attribute("aria-invalid"), "true")
        described = ayu.find("#reasons").get_attribute("aria-describedby").split()
        self.assertIn(words("refusal.text-missing"), [ayu.find("#" + it).text for it in described])
        self.assertEqual({**typed(ayu), "reasons": REASONS}, WHOLE, "what was typed stays")

        ayu.write("reasons", REASONS)
        ayu.press(words("decide.submit"))
        self.assertRegex(ayu.path, r"^/console/decisions/[0-9a-f-]+\?done=decided$")
        self.assertEqual(ayu.notice, words("case.decided"))
        self.assertSays(ayu, words("decisionState.made"))
        self.assertEqual(ayu.all("form #reasons"), [])
        self.place.api.wait_for_checkpoint()
        key = self.place.api.status()["log"]["verifierKey"]
        self.proves(key)
        self.finds_it_in_the_journal(key)

    def proves(self, key):
        self.ayu.open(self.case)
        self.ayu.find("main a[href^='/console/decisions/']").click()
        self.ayu.wait(lambda: "/console/decisions/" in self.ayu.path, "the page of the decision")
        self.ayu.wait(lambda: self.ayu.all("main a[href*='/receipt?']"), "the receipts")
        self.verifies_in_the_browser(key)
        links = self.ayu.all("main a[href*='/receipt?']")
        self.assertEqual(len(links), 2)
        whole = lambda: [it for it in self.downloads.glob("receipt-*.json")]
        for count, link in enumerate(links, 1):
            link.click()
            receipts = until(lambda: len(whole()) == count and whole(), "receipt %d" % count)
        for receipt in receipts:
            verified = self.perisai("receipt", "verify", receipt, "--key", key)
            self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)
            self.assertIn("genuine", verified.stdout)
            # The reasons are for the person concerned and not for the public.
            self.assertEqual(REASONS in receipt.read_text(), "person" in receipt.name, receipt.name)
        changed = self.downloads / "changed.json"
        person = next(it for it in receipts if "person" in it.name)
        changed.write_text(person.read_text().replace(REASONS, REASONS.replace("invented", "real")))
        self.assertEqual(self.perisai("receipt", "verify", changed).returncode, 1)

    def verifies_in_the_browser(self, key):
        parts = self.ayu.all("[data-verify]")
        self.assertTrue(parts, "there is nothing to verify on " + self.ayu.path)
        for number, part in enumerate(parts):
            for typed, status in (("", "intact"), (key, "genuine"), ("TEST", "badKey")):
                field = part.find_element("css selector", "input")
                field.clear()
                field.send_keys(typed)
                part.find_element("css selector", "button").click()
                self.ayu.wait(
                    lambda: part.find_elements("css selector", "[data-status='%s']" % status),
                    "%s of receipt %d, but: %s" % (status, number, part.text),
                )

    def finds_it_in_the_journal(self, key):
        decision = next(self.downloads.glob("*person*")).name.removeprefix("receipt-").removesuffix("-person.json")
        self.ayu.press(words("frame.journal"), within="header")
        rows = [it.text for it in self.ayu.all("main tbody tr")]
        self.assertTrue([it for it in rows if words("event.decisionMade") in it and decision in it], rows)
        identifier = self.case.rsplit("/", 1)[1]
        acts = [it for it in rows if identifier in it]
        for act in map(words, ("event.caseOpened", "event.caseAssigned", "event.caseDecided")):
            self.assertTrue([it for it in acts if act in it], acts)
        made = words("event.decisionMade")
        row = next(it for it in self.ayu.all("main tbody tr") if made in it.text and decision in it.text)
        act = row.find_element("css selector", "a[href^='/console/journal/']").get_attribute("href")
        self.ayu.open(act.removeprefix(self.ayu.address))
        self.assertEqual(len(self.ayu.all("[data-verify]")), 1)
        self.verifies_in_the_browser(key)


class DecideInIndonesian(Decide):
    """The same work by somebody who reads Indonesian and nothing else."""

    LANGUAGE = "id"

"""The officer's and the counsel's way with requests, and a guest's."""

import base64
import hashlib
import re
import subprocess
import urllib.request

from browser import NARROW_PIXELS, Browser
from exchange import Exchange
from papers import write_paper
from picture import png
from register import CODE, Unit
from rules import faults
from scenario import PICTURES, PROGRAM, Scenario
from words import words

LINKS = "http://www.suara.example/p/1/?utm_source=x\nhttps://suara.example/p/1\nhttps://other.example/9\n"
# A node that shows something else than it has signed: the first item's reasons are others as soon as they stand on the page.
OTHER_WORDS = """
new MutationObserver(() => {
  const cell = document.querySelector("tbody tr td:nth-child(4)");
  if (cell && !cell.textContent.includes("modest")) cell.textContent = "TEST: a modest wish.";
}).observe(document, { childList: true, subtree: true });
"""
KEEPS_RABAT = ["context", "speaker", "intent", "contentAndForm", "extent", "likelihood"]


class Requests(Scenario):
    def test_an_officer_pastes_signs_in_the_browser_and_files_and_a_guest_answers_once(self):
        self.place = Exchange(PROGRAM)
        self.node = self.place.node
        self.addCleanup(self.node.remove)
        unit = Unit(self.place)
        suara, _ = self.place.member("platform", "Suara (TEST)")
        browser = self.browser()
        unit.officer.set_up(browser)
        unit.officer.log_in(browser, "/console/requests/keys")
        browser.wait(lambda: browser.find("[data-make]").is_displayed(), "a browser that can make keys")
        browser.find("[data-make]").click()
        browser.wait(lambda: browser.find("#signing").get_attribute("value"), "the keys")
        browser.press(words("requests.keysRegister"))
        self.assertSays(browser, words("requests.keysAdded"))
        unit.vouch_for_keys()

        browser.open("/console/requests/new")
        first, _, rest = LINKS.partition("\n")
        browser.write("links", first)
        self.assertTrue(browser.drop("#links", {"TEST.xls": b"\xff\xfe\x00"}))
        browser.wait(lambda: words("requests.listProblem") in browser.text, "what is wrong with the file")
        self.assertEqual(browser.find("#links").get_attribute("value"), first)
        self.assertTrue(browser.drop("#links", {"TEST.txt": rest.encode()}))
        browser.wait(lambda: browser.find("#links").get_attribute("value") == LINKS.strip(), "the list of the file")
        self.assertNotIn(words("requests.listProblem"), browser.text)
        browser.choose("instrument", CODE)
        browser.press(words("requests.goOn"))
        self.assertEqual(len(browser.all("[id^=to-]")), 2, "one choice for each platform")
        self.assertEqual(len(browser.all("[id^=ground-]")), 2, "each item once")
        browser.choose("to-1", suara)
        browser.write("name-2", "Other (TEST)")
        for number in (1, 2):
            browser.choose("ground-%d" % number, "incites")
            browser.write("reasons-%d" % number, "TEST: it calls for an attack, %d." % number)
        picture = self.folder() / "TEST shot 1.png"
        picture.write_bytes(png(1))
        browser.find("#files-1-chooser").send_keys(str(picture))
        line = "%s %d TEST shot 1.png" % (hashlib.sha256(png(1)).hexdigest(), len(png(1)))
        browser.wait(lambda: browser.find("#files-1").get_attribute("value") == line, "the hash of the picture")
        self.assertEqual(browser.find("#files-1-chooser").get_attribute("value"), "")
        browser.press(words("requests.preview"))
        self.assertSays(browser, "TEST: it calls for an attack, 2.")
        self.assertSays(browser, hashlib.sha256(png(1)).hexdigest())
        browser.wait(lambda: browser.find("[data-sign]").is_displayed(), "the key of this browser")
        draft = browser.path
        tampered = browser.before_pages(OTHER_WORDS)
        browser.open(draft)
        browser.wait(lambda: browser.find("[data-sign]").is_displayed(), "the key of this browser")
        self.assertSays(browser, "TEST: a modest wish.")
        self.assertSays(browser, "What would be signed is not what is shown.")
        self.assertFalse(browser.find("[data-sign]").is_enabled(), "nothing is signed that is not shown")
        browser.no_more_before_pages(tampered)
        browser.open(draft)
        browser.wait(lambda: browser.find("[data-sign]").is_displayed(), "the key of this browser")
        for text in browser.all("pre[data-statement]"):
            self.assertTrue(text.is_displayed(), "what is signed stands open on the page")
        here = browser.find("html")
        browser.find("[data-sign]").click()
        browser.wait(lambda: browser.is_gone(here), "the requests")
        self.assertSays(browser, words("requests.caption", count=2))

        for path in [it.get_attribute("href").removeprefix(browser.address) for it in browser.all("main table a")]:
            browser.open(path)
            if browser.all("form[action$='/link']"):
                break
        for summary in browser.all("details summary"):
            if summary.text == words("requests.invite"):
                summary.click()
        browser.press(words("requests.invite"))
        link = browser.find(".secret code").text
        self.assertTrue(link.startswith("http"), "a whole link, which works in a letter")
        link = link[link.index("/guest/"):]

        guest = self.browser(has_scripts=False)
        guest.width(320)
        guest.open(link)
        self.assertEqual(guest.run("return document.documentElement.scrollWidth"), 320)
        self.assertFalse(guest.all("nav"))
        self.assertSays(guest, words("requests.guestVerify"))
        signed = self.folder() / "request.json"
        with urllib.request.urlopen(guest.address + link + "/document") as file:
            signed.write_bytes(file.read())
        key = next(cell.text for cell in guest.all("dd.hash") if cell.text.startswith("ed25519:"))
        verified = subprocess.run([PROGRAM, "request", "verify", signed, "--public-key", key], capture_output=True)
        self.assertEqual(verified.returncode, 0, verified.stderr)
        guest.choose("outcome-1", "complied")
        guest.write("reasons-1", "TEST: gone.")
        guest.expects(422)
        guest.press(words("requests.guestSend"))
        self.assertSays(guest, words("refusal.preservation-missing"))
        guest.choose("outcome-1", "refusedScope")
        guest.write("reasons-1", "TEST: it is a news report.")
        guest.press(words("requests.guestSend"))
        self.assertSays(guest, words("requests.guestDone"))
        self.assertSays(guest, "TEST: it is a news report.")
        guest.expects(404)
        guest.open(link)
        self.assertSays(guest, words("requests.linkOver"))
        self.assertNotIn(link.rpartition("/")[2], self.node.log(), "the secret is in no log")

    def test_counsel_checks_weighs_and_answers_and_a_second_person_approves(self):
        place = self.lentera()
        counsel, colleague = place.person("Ayu (TEST)", "counsel"), place.person("Made (TEST)", "counsel")
        browser = self.browser()
        browser.expects(422)
        counsel.set_up(browser)
        counsel.log_in(browser, "/console/assessments/paper")
        write_paper(browser, "https://lentera.example/1 | TEST reason", kind="removalOrder")
        browser.press(words("paper.record"))
        path = browser.path.partition("?")[0]
        browser.open("/console/assessments")
        browser.press(words("requestKind.removalOrder"))
        self.assertEqual(browser.path, path)
        self.assertSays(browser, words("assess.before", what="").strip())
        self.send(browser, "identity", choices={"identity-method": "callBack", "identity-result": "confirmed"},
                  texts={"identity-note": "TEST: they know of it", "identity-callBack": "+62 21 555 0100",
                         "identity-callBackSource": "TEST directory"})
        self.send(browser, "form", texts={"form-note": "TEST: complete"})
        texts = {"finding-legalBasis": "TEST article 1", "finding-reasons": "TEST: it is an instruction."}
        self.send(browser, "finding", texts=texts)
        self.assertEqual(browser.find("#finding-reasons").get_attribute("value"), texts["finding-reasons"])
        self.send(
            browser, "finding", choices={"finding-" + name: "3" for name in KEEPS_RABAT},
            boxes=["finding-found-" + name for name in ("hasLegitimateAim", "isCompetent", "isSpecific", "tellsPerson")],
        )
        self.send(browser, "preservation")
        self.send(browser, "answer", choices={"outcome-1": "complied"}, texts={"reasons-1": "TEST: agreed"})
        self.assertSays(browser, words("assess.waits"))
        other = self.browser()
        colleague.set_up(other)
        colleague.log_in(other, path)
        self.send(other, "approval")
        self.assertSays(other, words("assessmentState.answered"))
        self.assertSays(other, "TEST: agreed")
        self.papers(counsel, browser, path.replace("assessments", "requests"))

    def papers(self, counsel, browser, path):
        """The answer on paper, and the receipt as a page that checks itself without the node."""
        counsel.api.wait_for_checkpoint()
        browser.open(path)
        self.assertEqual(self.fetch(browser, path + "/answer?form=pdf")[:5], b"%PDF-")
        page = self.fetch(browser, path + "/receipt?form=html&view=platform")
        person = browser.find("a[href*='view=person&item=1'][href*='form=html']").get_attribute("href")
        person = self.fetch(browser, person.removeprefix(browser.address)).decode()
        self.assertIn("https://lentera.example/1", person)
        found = re.search(r"/receipts/([0-9a-f]{64})/[0-9a-z.-]+", person)
        with urllib.request.urlopen(browser.address + found[0]) as file:
            self.assertEqual(hashlib.sha256(file.read()).hexdigest(), found[1], "the code leads anybody to the very file")
        folder = self.folder()
        for name, bytes, status in (
            ("receipt", page, "intact"),
            ("forged", page.replace(b">" + words("itemOutcome.complied").encode() + b"</span>", b">Refused</span>"), "refused"),
            ("later", page.replace(b" UTC</span>", b" UTC\n</span>"), "refused"),
            ("changed", page.replace(b'"value":"referral"', b'"value":"disclosure"').replace(b"removalOrder", b"stayUp"), "refused"),
        ):
            (folder / (name + ".html")).write_bytes(bytes)
            alone = Browser("file://" + str(folder))
            self.browsers.append(alone)
            for scheme, width in (("light", 1280), ("dark", NARROW_PIXELS)):
                alone.scheme(scheme)
                alone.width(width)
                alone.open("/%s.html" % name)
                alone.wait(lambda: alone.all("[data-status]"), "what the page says of itself")
                self.assertEqual(alone.find("[data-status]").get_attribute("data-status"), status)
                # It stands alone, so its script stands in it; its policy names that by hash and lets no other run.
                found = [fault for fault in faults(alone) if not fault.endswith("holds a style or script of its own")]
                self.assertEqual(found, [], "%s, %s, %d" % (name, scheme, width))
                alone.keep(PICTURES, "receipt-%s-%s" % (name, scheme))
            self.assertFalse([url for url in alone.asked if url.startswith("http")])

    def fetch(self, browser, path):
        """The bytes of a file, as the person of this browser gets them."""
        text = browser.driver.execute_async_script(
            """const [path, done] = arguments;
            fetch(path).then(async (answer) => {
              const bytes = new Uint8Array(await answer.arrayBuffer());
              done(answer.status + " " + btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
            });""",
            path,
        )
        status, _, body = text.partition(" ")
        self.assertEqual(status, "200", base64.b64decode(body)[:400])
        return base64.b64decode(body)

    def send(self, browser, act, choices={}, texts={}, boxes=()):
        """Opens the line of one form, fills it in and sends it."""
        form = browser.find("form[action$='/%s']" % act)
        if not form.is_displayed():
            form.find_element("xpath", "./parent::details/summary").click()
        for field, value in choices.items():
            browser.choose(field, value)
        for field, text in texts.items():
            browser.write(field, text)
        for box in boxes:
            browser.find("#" + box).click()
        here = browser.find("html")
        form.find_element("css selector", "button").click()
        browser.wait(lambda: browser.is_gone(here), "the page after " + act)

"""Every page of the console, in one place: for the rules of pages, for axe and for the screenshots.

A new page gets a line in `PAGES`; a page of the menu that has none fails the scenario `pages`.
"""

import hashlib

from decisions import fill, take
from lentera import BEHAVIOURS, Lentera
from papers import write_paper
from picture import png
from register import SEEN, Police
from scenarios.passkeys import with_authenticator
from words import words

PAGES = {
    "login": lambda tour: tour.leave("/console/login"),
    "login-wrong": lambda tour: tour.fail_to_log_in(),
    "setup": lambda tour: tour.leave(tour.newcomer.setup_path),
    "recovery": lambda tour: tour.newcomer.set_up(tour.browser),
    "overview": lambda tour: tour.enter("/console"),
    "queue": lambda tour: tour.enter("/console/queue"),
    "queue-empty": lambda tour: tour.enter("/console/queue?state=closed"),
    "queue-decided": lambda tour: tour.enter("/console/queue?state=decided"),
    "case-open": lambda tour: tour.enter(tour.cases[1]),
    "case": lambda tour: tour.enter(tour.cases[0]),
    "case-preview": lambda tour: tour.preview(),
    "case-refused": lambda tour: tour.decide_too_little(),
    "case-decided": lambda tour: tour.enter(tour.cases[2]),
    "purpose": lambda tour: tour.ask_for_purpose(),
    "picture": lambda tour: tour.enter(tour.cases[0] + "/picture"),
    "decision": lambda tour: tour.enter(tour.decision),
    "check": lambda tour: tour.enter("/console/check"),
    "check-answer": lambda tour: tour.check(),
    "journal": lambda tour: tour.enter("/console/journal"),
    "act": lambda tour: tour.show_act(),
    "compare": lambda tour: tour.enter("/console/compare"),
    "practice": lambda tour: tour.enter("/console/practice"),
    "practice-case": lambda tour: tour.enter("/console/practice/1"),
    "alerts": lambda tour: tour.enter("/console/alerts"),
    "threats": lambda tour: tour.enter("/console/threats"),
    "threat-new": lambda tour: tour.enter("/console/threats/new"),
    "threat": lambda tour: tour.enter(tour.threat),
    "clocks": lambda tour: tour.enter("/console/clocks"),
    "exercises": lambda tour: tour.enter("/console/exercises", tour.guide),
    "exercise": lambda tour: tour.plan_exercise(),
    "clock-rules": lambda tour: tour.enter("/console/clocks/rules"),
    "signals": lambda tour: tour.enter("/console/signals"),
    "signal": lambda tour: tour.enter(tour.signal),
    "banks": lambda tour: tour.enter("/console/banks"),
    "bank": lambda tour: tour.enter("/console/banks/" + tour.place.bank),
    "members": lambda tour: tour.enter("/console/members"),
    "register": lambda tour: tour.enter("/console/register"),
    "instruments": lambda tour: tour.enter("/console/instruments"),
    "agreements": lambda tour: tour.enter("/console/agreements"),
    "submissions": lambda tour: tour.enter("/console/submissions"),
    "requests": lambda tour: tour.enter("/console/requests"),
    "request": lambda tour: tour.enter(tour.paper.replace("assessments", "requests")),
    "assessments": lambda tour: tour.enter("/console/assessments"),
    "assessment": lambda tour: tour.enter(tour.paper),
    "assessment-forgery": lambda tour: tour.enter(tour.paper + "/forgery"),
    "paper-request": lambda tour: tour.enter("/console/assessments/paper"),
    "guest-over": lambda tour: tour.browser.open("/guest/" + "0" * 64),
    "exchanges": lambda tour: tour.enter("/console/exchanges"),
    "quality": lambda tour: tour.enter("/console/quality"),
    "readings": lambda tour: tour.enter("/console/readings"),
    "closures": lambda tour: tour.enter("/console/closures"),
    "components": lambda tour: tour.enter("/console/components"),
    "preferences": lambda tour: tour.enter("/console/account/preferences"),
    "account": lambda tour: tour.enter("/console/account"),
    "problem": lambda tour: tour.enter("/console/nothing"),
    # What curators see.
    "propose": lambda tour: tour.enter("/console/signals/new", tour.curator),
    "bank-new": lambda tour: tour.enter("/console/banks/new", tour.curator),
    "import": lambda tour: tour.enter("/console/banks/%s/import" % tour.place.bank, tour.curator),
    "import-report": lambda tour: tour.import_list(),
    # What administrators see.
    "people": lambda tour: tour.enter("/console/people", tour.keeper),
    "person": lambda tour: tour.enter(tour.person, tour.keeper),
    "person-closing": lambda tour: tour.enter(tour.person + "/closing", tour.keeper),
    "person-erasure": lambda tour: tour.enter(tour.person + "/erasure", tour.keeper),
    "keys": lambda tour: tour.enter("/console/keys", tour.keeper),
    "webhooks": lambda tour: tour.enter("/console/webhooks", tour.keeper),
    "webhook": lambda tour: tour.enter(tour.webhook, tour.keeper),
    "key-revocation": lambda tour: tour.revoke_key(),
    "member": lambda tour: tour.enter("/console/members/" + tour.place.own, tour.keeper),
    "agreement-new": lambda tour: tour.enter("/console/agreements/new", tour.keeper),
}

# Addresses that no page of these tours has, with the reason.
ELSEWHERE = {
    "/": "leads to the overview",
    "/console/assets/": "files",
    "/console/queue/live": "never ends",
    "/console/**": "answers what is nothing",
    "/console/imports/{key}/csv": "a file",
    "/console/journal/{position}/proof": "a file",
    "/console/journal/{position}/receipt": "a file",
    "/console/decisions/{id}/receipt": "a file",
    "/console/cases/{id}/thumbnail": "a picture",
    "/console/requests/drafts/{id}/documents/{number}": "a file",
    "/console/requests/{id}/answer": "a file",
    "/console/requests/{id}/receipt": "a file",
    "/console/requests/{id}/order": "a file",
    "/receipts/{digest}/{ticket}": "a file",
    "/guest/{secret}/document": "a file",
    "/console/requests/{id}/disclosures/{hash}": "a file",
    "/console/assessments/{id}/scan": "a file",
    "/console/threat-alerts/{id}/file": "a file",
}


class Keeper:
    """An administrator, who logs in with a passkey."""

    def __init__(self, person):
        self.setup_path = person.setup_path

    def set_up(self, browser):
        browser.open(self.setup_path)
        browser.press(words("passkey.make"))

    def try_to_log_in(self, browser):
        browser.press(words("passkey.logIn"))


class Tour:
    """Leads one browser to every page of a platform's node."""

    def __init__(self, program, make_browser, folder):
        # None of its links leads there, so nothing outside this machine is asked for a picture.
        self.place = Lentera(program, serve=["--thumbnail-hosts", "pictures.lentera.example"])
        self.folder = folder
        self.browser = make_browser(self.place.node.address)
        # Pages that say what is wrong come with these.
        self.browser.expects(401, 404, 409, 422)
        self.guide = self.place.person("Ayu (TEST)", "lead")
        self.newcomer = self.place.person("Made (TEST)", "reviewer")
        self.curator = self.place.person("Putu (TEST)", "curator")
        self.keeper = Keeper(self.place.administrator)
        webhook = {
            "address": "https://receiver.example/perisai", "role": "reviewer", "kinds": ["case.opened", "decision.made"]
        }
        made = self.place.api.post("/v1/organisations/%s/webhooks" % self.place.own, webhook)
        self.webhook = "/console/webhooks/" + made["id"]
        self.inside = None
        self.logged_in = {}
        self.cases = [
            self.place.open_case(
                "TEST post %d" % (number + 1),
                signal=number % len(BEHAVIOURS),
                bits=3 + 5 * number,
                account="TEST account %d" % (number % 2),
                link="https://lentera.example/posts/%d" % (number + 1),
                country="ID",
                language="id",
                views=1200 * number,
                postedAt="2026-11-25T08:30:00Z",
            )
            for number in range(6)
        ]
        self.decide_one()
        self.threat = self.raise_threat()
        self.file = folder / "picture.png"
        self.file.write_bytes(png(1))
        self.signal = "/console" + self.place.propose("sha256", hashlib.sha256(png(1)).hexdigest(), ["threat"]).removeprefix("/v1")
        self.place.api.wait_for_index()
        people = self.place.api.get("/v1/organisations/%s/people" % self.place.own)["items"]
        self.person = "/console/people/" + next(it["id"] for it in people if it["name"] == "Putu (TEST)")
        with_authenticator(self.browser)
        for person in (self.keeper, self.curator, self.guide):
            person.set_up(self.browser)
        self.enter(self.cases[0])
        take(self.browser)
        self.paper = self.record_paper()
        self.place.api.wait_for_checkpoint()

    def record_paper(self):
        """Records a request that came on paper, through the page, and gives the address of what is made of it."""
        self.browser.open("/console/assessments/paper")
        write_paper(self.browser, items="https://lentera.example/posts/1 | TEST: it calls for an attack.\nTEST account")
        self.browser.press(words("paper.record"))
        return self.browser.path.partition("?")[0]

    def plan_exercise(self):
        """Plans an exercise through its page, and stays on what became of it."""
        self.enter("/console/exercises", self.guide)
        plan = {"title": "TEST: one night", "script": "TEST: at 03:00 an order with one vague item arrives.", "lookedAt": "15"}
        for name, text in plan.items():
            self.browser.write(name, text)
        self.browser.press(words("exercises.planSubmit"))

    def decide_one(self):
        case = "/v1" + self.cases[2].removeprefix("/console")
        self.guide.api.post(case + "/assignment", {"assigned": True})
        made = self.guide.api.post(
            case + "/decision",
            {
                "finding": "confirmed",
                "ground": "terms",
                "groundReference": "TEST terms 4",
                "measure": "remove",
                "territory": "everywhere",
                "exemption": "none",
                "exemptionAssessment": "TEST: neither art nor news, it only advertises.",
                "reasons": "TEST reasons: it calls people to an invented group.",
            },
        )
        self.decision = "/console/decisions/" + made["id"]

    def raise_threat(self):
        """Flags a threat to life for an authority of this node, and gives the address of its page."""
        raised = self.guide.api.post(
            "/v1/threats",
            {
                "level": "highSpecific",
                "office": Police(self.place).office,
                "seenAt": SEEN,
                "what": "TEST: a post names a place.",
                "why": "TEST: it says tonight.",
                "identifiers": ["TEST account"],
                "choice": "TEST: the place is theirs.",
            },
        )
        return "/console/threats/" + raised["id"]

    def close(self):
        self.browser.close()
        self.place.node.remove()

    def show_act(self):
        """Opens the latest act that the journal lists."""
        self.enter("/console/journal")
        links = [it.get_attribute("href") for it in self.browser.all("main a[href*='/console/journal/']")]
        self.browser.open(links[0].removeprefix(self.browser.address))

    def show(self, name):
        """Opens a page and says where it is."""
        PAGES[name](self)
        return self.browser.path

    def menu(self):
        """The pages that the menu leads to."""
        self.enter("/console")
        return [it.get_attribute("href").removeprefix(self.browser.address) for it in self.browser.all("header nav a")]

    # Ways to pages.

    def leave(self, path):
        """Goes on as nobody. Whoever was inside stays logged in: to log in again costs more than a page."""
        if self.inside:
            self.logged_in[self.inside] = self.browser.driver.get_cookies()
        self.inside = None
        self.browser.driver.delete_all_cookies()
        self.browser.open(path)

    def enter(self, path, person=None):
        person = person or self.guide
        if self.inside is not person:
            self.leave("/console/login")
            for cookie in self.logged_in.pop(person, ()):
                self.browser.driver.add_cookie(cookie)
        self.browser.open(path)
        if not self.browser.all("form[action='/console/logout']"):
            if not self.browser.path.startswith("/console/login"):
                self.browser.open("/console/login")
            person.try_to_log_in(self.browser)
            self.browser.open(path)
        self.inside = person

    def ask_for_purpose(self):
        self.enter("/console")
        # The browser would answer it at once.
        self.browser.driver.get(self.browser.address + self.cases[5])

    def import_list(self):
        self.enter("/console/banks/%s/import" % self.place.bank, self.curator)
        file = self.folder / "list.txt"
        file.write_text("%064x\nTEST no hash\n" % (7 << 100))
        self.browser.find("#file").send_keys(str(file))
        self.browser.choose("kind", "image")
        self.browser.find("#behaviours-threat").click()
        self.browser.choose("provenance", "ownService")
        self.browser.write("rationale", "TEST rationale")
        self.browser.write("exemptionAssessment", "TEST no exemption")
        self.browser.press(words("import.submit"))
        self.browser.wait(lambda: words("report.open") in self.browser.text, "the end of the import")
        self.browser.press(words("report.open"))

    def revoke_key(self):
        self.enter("/console/keys", self.keeper)
        self.browser.open(self.browser.find("main a[href$='/revocation']").get_attribute("href").removeprefix(self.browser.address))

    def fail_to_log_in(self):
        self.leave("/console/login")
        self.guide.try_to_log_in(self.browser, code=self.guide.generator.wrong())

    def preview(self):
        self.enter(self.cases[0])
        fill(self.browser)
        self.browser.press(words("decide.preview"))

    def decide_too_little(self):
        self.enter(self.cases[0])
        fill(self.browser, reasons=" ")
        self.browser.press(words("decide.submit"))

    def check(self):
        self.enter("/console/check")
        self.browser.find("#file").send_keys(str(self.file))
        self.browser.press(words("check.submit"))

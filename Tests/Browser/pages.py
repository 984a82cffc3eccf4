"""Every page of the console, in one place: for the rules of pages, for axe and for the screenshots.

A new page gets a line in `PAGES`; a page of the menu that has none fails the scenario `pages`.
"""

import hashlib

from decisions import fill, take
from lentera import BEHAVIOURS, Lentera
from picture import png
from words import words

PAGES = {
    "login": lambda tour: tour.leave("/console/login"),
    "login-wrong": lambda tour: tour.fail_to_log_in(),
    "setup": lambda tour: tour.leave(tour.newcomer.setup_path),
    "recovery": lambda tour: tour.newcomer.set_up(tour.browser),
    "overview": lambda tour: tour.enter("/console"),
    "queue": lambda tour: tour.enter("/console/queue"),
    "queue-empty": lambda tour: tour.enter("/console/queue?state=closed"),
    "case-open": lambda tour: tour.enter(tour.cases[1]),
    "case": lambda tour: tour.enter(tour.cases[0]),
    "case-preview": lambda tour: tour.preview(),
    "case-refused": lambda tour: tour.decide_too_little(),
    "case-decided": lambda tour: tour.enter(tour.cases[2]),
    "check": lambda tour: tour.enter("/console/check"),
    "check-answer": lambda tour: tour.check(),
    "journal": lambda tour: tour.enter("/console/journal"),
    "act": lambda tour: tour.enter("/console/journal/1"),
    "compare": lambda tour: tour.enter("/console/compare"),
    "practice": lambda tour: tour.enter("/console/practice"),
    "alerts": lambda tour: tour.enter("/console/alerts"),
    "clocks": lambda tour: tour.enter("/console/clocks"),
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
    "exchanges": lambda tour: tour.enter("/console/exchanges"),
    "readings": lambda tour: tour.enter("/console/readings"),
    "components": lambda tour: tour.enter("/console/components"),
    "preferences": lambda tour: tour.enter("/console/account/preferences"),
    "account": lambda tour: tour.enter("/console/account"),
    "problem": lambda tour: tour.enter("/console/nothing"),
}


class Tour:
    """Leads one browser to every page of a platform's node."""

    def __init__(self, program, make_browser, folder):
        self.place = Lentera(program)
        self.folder = folder
        self.browser = make_browser(self.place.node.address)
        # Pages that say what is wrong come with these.
        self.browser.expects(401, 404, 422)
        self.guide = self.place.person("Ayu (TEST)", "lead")
        self.newcomer = self.place.person("Made (TEST)", "reviewer")
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
        self.file = folder / "picture.png"
        self.file.write_bytes(png(1))
        self.signal = "/console" + self.place.propose("sha256", hashlib.sha256(png(1)).hexdigest(), ["threat"]).removeprefix("/v1")
        self.place.api.wait_for_index()
        self.guide.set_up(self.browser)
        self.guide.log_in(self.browser, self.cases[0])
        take(self.browser)
        self.place.api.wait_for_checkpoint()

    def decide_one(self):
        case = "/v1" + self.cases[2].removeprefix("/console")
        self.guide.api.post(case + "/assignment", {"assigned": True})
        self.guide.api.post(
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

    def close(self):
        self.browser.close()
        self.place.node.remove()

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
        if self.browser.all("form[action='/console/logout']"):
            self.browser.press(words("frame.logOut"), within="header")
        self.browser.open(path)

    def enter(self, path):
        self.browser.open(path)
        if self.browser.path.startswith("/console/login"):
            self.guide.try_to_log_in(self.browser)
        elif not self.browser.all("form[action='/console/logout']"):
            self.guide.log_in(self.browser)
            self.browser.open(path)

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

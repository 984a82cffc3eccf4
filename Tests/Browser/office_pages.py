"""The pages of an authority on an exchange, and those that others see there alone.

A page gets a line in `OFFICE_PAGES`, with the address that it is an example of.
"""

import hashlib

from exchange import Exchange
from pages import Keeper, Tour
from register import CODE, SEEN, Unit, enter_office, vouch_for_office
from scenarios.passkeys import with_authenticator
from words import words

# What an authority's people see, on an exchange, with the page that each is.
OFFICE_PAGES = {
    "office-requests": ("/console/requests", lambda tour: tour.enter("/console/requests")),
    "request-new": ("/console/requests/new", lambda tour: tour.enter("/console/requests/new")),
    "request-items": ("/console/requests/new", lambda tour: tour.list_items()),
    "request-draft": ("/console/requests/drafts/{id}", lambda tour: tour.write_draft()),
    "request-keys": ("/console/requests/keys", lambda tour: tour.enter("/console/requests/keys")),
    "submission-new": ("/console/submissions/new", lambda tour: tour.enter("/console/submissions/new")),
    "submission": ("/console/submissions/{id}", lambda tour: tour.enter(tour.submission)),
    "threat-inbox": ("/console/threat-alerts", lambda tour: tour.enter("/console/threat-alerts")),
    "threat-notice": ("/console/threat-alerts/{id}", lambda tour: tour.enter(tour.notice)),
    "agreement": ("/console/agreements/{id}", lambda tour: tour.enter(tour.agreement, tour.clerk)),
    "office": ("/console/register/offices/{id}", lambda tour: tour.enter(tour.office)),
    "officer": ("/console/register/officers/{id}", lambda tour: tour.enter(tour.officer)),
    "instrument": ("/console/instruments/{id}", lambda tour: tour.enter(tour.instrument)),
    "office-new": (
        "/console/register/offices/new", lambda tour: tour.enter("/console/register/offices/new", tour.keeper)
    ),
    "clock-rule": (
        "/console/clocks/rules/{id}", lambda tour: tour.follow("/console/clocks/rules", "/console/clocks/rules/", tour.clerk)
    ),
    # It files the requests, so it stands behind the pages on which they are written.
    "guest": ("/guest/{secret}", lambda tour: tour.invite_guest()),
}


class OfficeTour(Tour):
    """Leads one browser to the pages of an authority on an exchange."""

    LINKS = "https://suara.example/p/1\nhttps://suara.example/p/2\nhttps://other.example/9\n"
    FILE = "%s 48213 TEST screenshot.png" % ("0a" * 32)
    NOTICE = "01970000-0000-7000-8000-0000000000a5"
    SEALED = "VEVTVA=="

    def __init__(self, program, make_browser):
        self.place = Exchange(program)
        self.browser = make_browser(self.place.node.address)
        self.browser.expects(401, 404, 409, 422)
        self.unit = unit = Unit(self.place)
        self.platform, platform = self.place.member("platform", "Suara (TEST)")
        self.guide, self.clerk = unit.officer, self.place.secretary
        self.keeper = Keeper(unit.administrator)
        self.inside = None
        self.logged_in = {}
        record = self.guide.api.get("/v1/officers/" + unit.record)
        self.officer = "/console/register/officers/" + unit.record
        self.office = "/console/register/offices/" + record["office"]
        instrument = next(it for it in self.place.secretary.api.get("/v1/instruments")["items"] if it["code"] == CODE)
        self.instrument = "/console/instruments/" + instrument["id"]
        submission = self.guide.api.post(
            "/v1/submissions",
            {
                "kind": "image",
                "behaviours": ["threat"],
                "reference": "https://suara.example/p/17",
                "reasons": "TEST: it calls for an attack.",
            },
        )["id"]
        self.submission = "/console/submissions/" + submission
        self.agreement = self.agree(platform)
        self.notice = self.receive_threat(platform)
        with_authenticator(self.browser)
        for person in (self.keeper, self.clerk, self.guide):
            person.set_up(self.browser)

    def show(self, name):
        """Opens a page and says where it is."""
        OFFICE_PAGES[name][1](self)
        return self.browser.path

    def agree(self, platform):
        """Two platforms are named in an agreement that one of them has joined; the address of its page."""
        other, _ = self.place.member("platform", "Amihan (TEST)")
        terms = {"title": "TEST agreement", "parties": [self.platform, other], "use": "block"}
        id = self.place.secretary.api.post("/v1/agreements", terms)["id"]
        platform.post("/v1/agreements/%s/acceptance" % id)
        return "/console/agreements/" + id

    def receive_threat(self, platform):
        """A platform's node hands a threat to life over to the authority; the address of its page."""
        office = enter_office(self.unit.administrator.api, self.unit.id, "police", [])
        vouch_for_office(self.place.secretary.api, office)
        key = platform.post("/v1/organisations/%s/keys" % self.platform, {"role": "curator", "vouches": True})["secret"]
        envelope = {
            "office": office,
            "level": "high",
            "seenAt": SEEN,
            "flaggedAt": SEEN,
            "dueAt": SEEN,
            "isExercise": False,
            "isSealed": True,
            "sha256": hashlib.sha256(self.SEALED.encode()).hexdigest(),
        }
        delivery = {"id": self.NOTICE, "envelope": envelope, "text": self.SEALED}
        self.place.api.with_key(key).post("/v1/threat-alerts", delivery)
        return "/console/threat-alerts/" + self.NOTICE

    def follow(self, path, beginning, person=None):
        """Opens the first page that a list leads to."""
        self.enter(path, person)
        links = [it.get_attribute("href") for it in self.browser.all("main table a[href*='%s']" % beginning)]
        self.browser.open(links[0].removeprefix(self.browser.address))

    def list_items(self):
        self.enter("/console/requests/new")
        self.browser.write("links", self.LINKS)
        self.browser.choose("instrument", CODE)
        self.browser.press(words("requests.goOn"))

    def write_draft(self, is_beyond=True):
        """Writes requests that have effect in two countries, which a supervisor has to sign too, or in the own one."""
        self.list_items()
        self.browser.choose("to-1", self.platform)
        self.browser.write("name-2", "Other (TEST)")
        for number in (1, 2, 3):
            self.browser.choose("ground-%d" % number, "incites")
            self.browser.write("reasons-%d" % number, "TEST: it calls for an attack, %d." % number)
        self.browser.write("files-1", self.FILE)
        if is_beyond:
            self.browser.write("territory", "ID, MY")
            self.browser.write("territoryReasons", "TEST: its readers are in both countries.")
        self.browser.press(words("requests.preview"))

    def sign_draft(self):
        """Makes the keys in this browser and files the requests with them."""
        browser = self.browser
        self.enter("/console/requests/keys")
        browser.wait(lambda: browser.find("[data-make]").is_displayed(), "a browser that can make keys")
        browser.find("[data-make]").click()
        browser.wait(lambda: browser.find("#signing").get_attribute("value"), "the keys")
        browser.press(words("requests.keysRegister"))
        self.unit.vouch_for_keys()
        self.write_draft(is_beyond=False)
        browser.wait(lambda: browser.find("[data-sign]").is_displayed(), "the key of this browser")
        here = browser.find("html")
        browser.find("[data-sign]").click()
        browser.wait(lambda: browser.is_gone(here), "the requests")

    def invite_guest(self):
        """Files the requests, and opens the page of the platform that is no member by its link, as nobody."""
        self.sign_draft()
        browser = self.browser
        for path in [it.get_attribute("href").removeprefix(browser.address) for it in browser.all("main table a")]:
            browser.open(path)
            # Only the request to somebody who is no member has it.
            if browser.all("form[action$='/link']"):
                break
        for summary in browser.all("details summary"):
            if summary.text == words("requests.invite"):
                summary.click()
        browser.press(words("requests.invite"))
        link = browser.find(".secret code").text
        self.leave(link[link.index("/guest/"):])
        assert browser.all("[id^=outcome-]"), "the guest is asked nothing: " + browser.text

"""A platform's node: its people, a bank of its own with verified signals, and cases."""

import time

from api import API
from node import Node
from people import Person

LATER = "2999-01-01T00:00:00Z"
# Each is far from the others, so that a check meets one of them.
HASHES = ["0f" * 32, "3c" * 32, "a5" * 32]
BEHAVIOURS = [["graphicViolence"], ["recruitment", "glorification"], ["instruction"]]


def soon():
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600))


def near(value, bits):
    """A hash with so many other bits."""
    return "%064x" % (int(value, 16) ^ ((1 << bits) - 1) << 100)


def employ(api, organisation, name, *roles):
    """A new person of an organisation with a set-up link, and with a key of the first of the roles."""
    people = "/v1/organisations/%s/people" % organisation
    person = api.post(people, {"name": name, "roles": roles})["id"]
    key = api.post(
        "/v1/organisations/%s/keys" % organisation, {"role": roles[0], "person": person, "expiresAt": LATER}
    )["secret"]
    link = api.post("%s/%s/invitation" % (people, person))["path"]
    employed = Person(name.split()[0].lower(), link, api.with_key(key))
    employed.id = person
    return employed


class Lentera:
    def __init__(self, program, init=(), serve=(), is_demonstration=True):
        own = ["--kind", "platform", "--name", "Lentera (TEST)", "--no-interests"]
        self.node = Node(program, [*own, *init], serve, is_demonstration)
        try:
            self.api = API(self.node.port, self.node.key)
            self.own = self.api.status()["organisation"]
            self.administrator = Person("administrator", self.node.setup_path, self.api)
            self.share()
        except Exception:
            self.node.remove()
            raise

    def person(self, name, *roles):
        return employ(self.api, self.own, name, *roles)

    def share(self):
        """Signals of its own, each looked at by a second person."""
        proposer, verifier = self.person("Dewi (TEST)", "curator"), self.person("Rahmat (TEST)", "curator")
        self.curator = proposer
        self.bank = self.api.post("/v1/banks", {"name": "Own signals (TEST)"})["id"]
        for value, behaviours in zip(HASHES, BEHAVIOURS):
            signal = self.propose("pdq", value, behaviours)
            verifier.api.post(signal + "/viewing")
            verifier.api.post(signal + "/verification", {"basis": "shownBy", "lookedAt": "TEST: the whole picture"})
        self.api.wait_for_index()

    def propose(self, kind, value, behaviours):
        """Proposes a signal and gives its address."""
        proposal = {
            "bank": self.bank,
            "kind": "image",
            "behaviours": behaviours,
            "fingerprints": [{"kind": kind, "value": value}],
            "rationale": "TEST: an invented poster of an invented group.",
            "exemptionAssessment": "TEST: no exemption is in sight.",
            "viewing": {"link": "https://lentera.example/viewing/1", "expiresAt": soon()},
        }
        return "/v1/signals/" + self.curator.api.post("/v1/signals", proposal)["id"]

    def open_case(self, reference, signal=0, bits=3, **context):
        """A check that matches opens a case; its address on the console."""
        answer = self.api.post(
            "/v1/checks",
            {
                "fingerprints": [{"kind": "pdq", "value": near(HASHES[signal], bits)}],
                "context": {"reference": reference, "kind": "image", **context},
            },
        )
        return "/console/cases/" + answer["case"]

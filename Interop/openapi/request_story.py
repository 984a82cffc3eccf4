"""What an authority asks of a platform: the register, requests, what people make of them, paper, guests, exercises."""

import hashlib
import json
import pathlib
import sys
import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from exchange_story import NOBODY
from people import register

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "statements"))
import statements  # noqa: E402

RECEIPT_SECONDS_MAX = 60
LATER = "2999-01-01T00:00:00Z"
KEPT = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime(time.time() + 300 * 86400))
KEPT_SHORTER = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime(time.time() + 200 * 86400))
TERMS = {
    "country": "ID",
    "functions": ["police"],
    "needsCoSignature": False,
    "authorisation": "none",
    "form": "plain",
    "dataCategories": [],
    "isAccepted": True,
    "sourceDate": "2024-02-29",
    "title": "TEST instrument",
    "law": "TEST law, article 1",
    "source": "https://law.example/1",
}
OFFICE = {
    "function": "police",
    "zone": "Asia/Jakarta",
    "name": "TEST desk",
    "telephone": "+62 21 555 0199",
    "telephoneSource": "TEST directory",
    "law": "TEST act",
}
LAW = {"statute": "TEST law, article 1"}


class Signer:
    """An officer who signs with a key of their own."""

    def __init__(self, client, id, key):
        self.client, self.id, self.key = client, id, key


class Desk:
    """An authority on a node that may ask: instruments, an office, an officer and a supervisor, all vouched for."""

    def __init__(self, voucher, unit, prefix):
        self.voucher, self.unit, self.prefix = voucher, unit, prefix
        self.keeper = unit.person("administrator")
        self.instruments()
        self.office()
        self.officer, self.supervisor = self.signer("officer"), self.signer("supervisor")

    def code(self, word):
        return "ID_%s_%s" % (self.prefix, word)

    def instruments(self):
        kinds = {
            "REFERRAL": {"kind": "referral"},
            "ORDER": {"kind": "removalOrder", "clock": "ID_NORMAL", "needsCoSignature": True},
            "EMERGENCY": {
                "kind": "emergencyDisclosure",
                "needsCoSignature": True,
                "dataCategories": ["subscriber", "traffic"],
            },
            "SPARE": {"kind": "preservation"},
        }
        voucher = self.voucher
        for word, more in kinds.items():
            terms = {**TERMS, "code": self.code(word), **more}
            here = {"id": voucher.call("proposeInstrument", 201, json_body=terms)["id"]}
            voucher.call("adoptInstrument", path=here)
        self.keeper.call("proposeInstrument", 403, code="not-the-operator", json_body=terms)
        voucher.call("proposeInstrument", 422, code="text-missing", json_body={**terms, "title": " "}, fits=False)
        lawyer = {"confirmedOn": "2026-01-31", "confirmation": "TEST lawyer"}
        voucher.call("confirmInstrument", path=here, json_body=lawyer)
        never = {**lawyer, "confirmedOn": "2026-02-30"}
        voucher.call("confirmInstrument", 422, code="day-invalid", path=here, json_body=never)
        voucher.call("retireInstrument", path=here, json_body={"reason": "TEST repealed"})
        voucher.call("retireInstrument", 404, code="not-found", path={"id": NOBODY}, json_body={"reason": "TEST"})
        voucher.call("importInstruments", json_body={"instruments": [{**terms, "title": "TEST other title"}]})
        self.keeper.call("listInstruments", query={"kind": "removalOrder", "limit": 1})
        self.keeper.call("readInstrument", path=here)
        self.keeper.call("readInstrument", 404, code="not-found", path={"id": NOBODY})

    def office(self):
        named = {"instruments": [self.code(word) for word in ("REFERRAL", "ORDER", "EMERGENCY")]}
        entering = {**OFFICE, **named, "authority": self.unit.id, "country": "ID"}
        here, spare = (
            {"id": self.keeper.call("enterOffice", 201, json_body=entering)["id"]} for _ in range(2)
        )
        self.keeper.call("changeOffice", path=here, json_body={**OFFICE, **named, "contact": "desk@unit.example"})
        self.keeper.call(
            "changeOffice", 422, code="instrument-unknown", path=here, json_body={**OFFICE, "instruments": ["ID_NONE"]}
        )
        warning = {"order": 1, "law": "TEST act, article 9", "source": "TEST gazette"}
        self.keeper.call("setOfficeWarning", path=here, json_body=warning)
        self.keeper.call("setOfficeWarning", 422, code="text-missing", path=here, json_body={"order": 1})
        self.keeper.call("setOfficeWarning", 404, code="not-found", path={"id": NOBODY}, json_body=warning)
        self.voucher.call("vouchForOffice", path=here, json_body={"how": "TEST called the switchboard"})
        self.keeper.call("revokeOffice", path=spare, json_body={"reason": "TEST closed"})
        self.keeper.call("revokeOffice", 404, code="not-found", path={"id": NOBODY}, json_body={"reason": "TEST"})
        self.keeper.call("listOffices", query={"authority": self.unit.id})
        self.keeper.call("readOffice", path=here)
        self.keeper.call("readOffice", 404, code="not-found", path={"id": NOBODY})
        self.office_id = here["id"]

    def signer(self, rank):
        client = self.unit.person(rank)
        entering = {"person": client.person_id, "office": self.office_id, "rank": rank, "name": "TEST " + rank}
        here = {"id": self.keeper.call("enterOfficer", 201, json_body=entering)["id"]}
        self.keeper.call("enterOfficer", 404, code="not-found", json_body={**entering, "office": NOBODY})
        self.keeper.call("changeOfficer", path=here, json_body={"rank": rank})
        self.voucher.call("vouchForOfficer", path=here, json_body={"how": "TEST called"})
        self.keeper.call("vouchForOfficer", 403, code="not-the-operator", path=here, json_body={"how": "TEST"})
        key, sealing, lost = Ed25519PrivateKey.generate(), X25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        made = (("signing", "ed25519", key), ("encryption", "x25519", sealing), ("signing", "ed25519", lost))
        for kind, word, one in made:
            public = statements.raw(one)
            there = {**here, "key": statements.key_id(word, public)}
            entry = {"id": there["key"], "kind": kind, "publicKey": public.hex()}
            client.call("addOfficerKey", path=here, json_body=entry)
            self.voucher.call("vouchForOfficerKey", path=there, json_body={"how": "TEST read out"})
        client.call(
            "addOfficerKey",
            422,
            code="public-key-invalid",
            path=here,
            json_body={**entry, "id": "0" * 64, "publicKey": "00"},
            fits=False,
        )
        client.call("revokeOfficerKey", path=there, json_body={"why": "lost", "reason": "TEST lost"})
        self.keeper.call("listOfficers", query={"office": self.office_id})
        self.keeper.call("readOfficer", path=here)
        self.keeper.call("readOfficer", 404, code="not-found", path={"id": NOBODY})
        return Signer(client, here["id"], key)

    def leaves(self):
        """An officer who goes again."""
        client = self.unit.person("officer")
        entering = {"person": client.person_id, "office": self.office_id, "rank": "officer", "name": "TEST guest"}
        here = {"id": self.keeper.call("enterOfficer", 201, json_body=entering)["id"]}
        self.keeper.call("noteDeparture", path=here, json_body={"reason": "TEST moved on"})
        self.keeper.call("noteDeparture", 404, code="not-found", path={"id": NOBODY}, json_body={"reason": "TEST"})

    def write(self, word, addressee, items=1, kind="content", code=None, **more):
        kinds = {"REFERRAL": "referral", "ORDER": "removalOrder", "EMERGENCY": "emergencyDisclosure"}
        stamp = time.monotonic_ns()
        wording = {
            "kind": kinds[word],
            "instrument": self.code(word),
            "addressees": [addressee],
            "items": [
                {
                    "kind": kind,
                    "address": "https://platform.example/%d/%d" % (stamp, number),
                    "ground": "incites",
                    "reasons": "TEST reasons %d" % number,
                }
                for number in range(items)
            ],
            "language": "en",
            **more,
        }
        return self.officer.client.call("writeRequests", 409 if code else 201, code=code, json_body=wording)

    def signed(self, draft, *joining):
        return [
            json.loads(statements.sign(json.loads(text), "request", self.officer.key, *joining))
            for text in draft["documents"]
        ]

    def file(self, word, addressee, **more):
        """A request that is written, signed and where needed co-signed: as the path of its reading."""
        draft = self.write(word, addressee, **more)
        here = {"id": draft["id"]}
        self.officer.client.call("signRequestDraft", path=here, json_body={"statements": self.signed(draft)})
        if draft["needsCoSignature"]:
            both = self.signed(draft, self.supervisor.key)
            self.supervisor.client.call("coSignRequestDraft", path=here, json_body={"statements": both})
        return {"id": draft["requests"][0]}


def once_logged(ask, record):
    """Asks for a receipt until the log holds all of it."""
    deadline = time.monotonic() + RECEIPT_SECONDS_MAX
    while True:
        try:
            return ask()
        except RuntimeError:
            if time.monotonic() > deadline:
                raise
            record.faults.pop()
            time.sleep(0.5)


def is_answered_by_word(exchange):
    """On the exchange: a request to a member whose node answers by words."""
    desk = Desk(exchange.secretary, exchange.unit, "EXCHANGE")
    node = exchange.host.with_key(exchange.node_of_lentera)
    here = desk.file("REFERRAL", {"member": exchange.lentera.id})
    reasons = json.dumps({"reasons": [{"number": 1, "reasons": "TEST"}]})
    answer = {"answered": {"outcomes": [{"number": 1, "outcome": "refusedScope"}]}}
    stranger = exchange.amihan.person("curator")
    stranger.call("takeRequestWord", 403, code="not-a-node", path=here, json_body={"word": {"acknowledged": {}}})
    node.call("takeRequestWord", path=here, json_body={"word": {"acknowledged": {}}})
    node.call("takeRequestWord", path=here, json_body={"word": answer, "text": reasons})
    node.call("takeRequestWord", 409, code="already-answered", path=here, json_body={"word": answer, "text": reasons})
    if desk.officer.client.call("readRequest", path=here)["state"] != "answered":
        raise RuntimeError("the authority does not read what the platform's node answered")
    officer = desk.officer.client
    for query in [{"form": "html"}, {"form": "pdf", "language": "id"}]:
        officer.call("readRequestAnswer", path=here, query=query)
    officer.call("readRequestAnswer", 404, code="not-found", path={"id": NOBODY}, query={"form": "html"})
    nowhere = {"form": "html", "language": "xx"}
    officer.call("readRequestAnswer", 400, code="invalid-request", path=here, query=nowhere, fits=False)
    once_logged(lambda: node.call("readCarriedReceipt", path=here), node.record)
    sizes = {"view": "public", "size": "1"}
    node.call("readCarriedReceipt", 409, code="not-yet-logged", path=here, query=sizes)
    node.call("readCarriedReceipt", path=here, query={"view": "person", "item": 1})
    stranger.call("readCarriedReceipt", 403, code="not-a-node", path=here)
    node.call("readCarriedReceipt", 404, code="not-found", path={"id": NOBODY})
    is_carried_by_its_authority(exchange, desk)


def is_carried_by_its_authority(exchange, desk):
    """On the exchange: what an authority's own node says and asks of a request, with a key bound to nobody."""
    issued = desk.unit.administrator.call("issueKey", 201, path={"id": desk.unit.id}, json_body={"role": "officer"})
    node, officer = exchange.host.with_key(issued["secret"]), desk.officer.client
    here = desk.file("REFERRAL", {"member": exchange.lentera.id})
    withdrawal = {"word": "withdrawn", "text": "TEST a mistake"}
    officer.call("takeAuthorityWord", 403, code="not-a-node", path=here, json_body=withdrawal)
    node.call("takeAuthorityWord", 404, code="not-found", path={"id": NOBODY}, json_body=withdrawal)
    clarification = {"word": "clarified", "text": "TEST"}
    node.call("takeAuthorityWord", 409, code="clock-not-stopped", path=here, json_body=clarification)
    node.call("inviteCarriedGuest", 409, code="addressee-is-member", path=here, json_body={})
    officer.call("inviteCarriedGuest", 403, code="not-a-node", path=here, json_body={})
    node.call("takeAuthorityWord", path=here, json_body=withdrawal)
    node.call("takeAuthorityWord", 409, code="request-over", path=here, json_body=withdrawal)
    guest = desk.file("REFERRAL", {"name": "TEST other small platform"})
    node.call("inviteCarriedGuest", path=guest, json_body={"days": 3})


class Asked:
    """On a platform's own node: an authority asks there directly, and people answer."""

    def __init__(self, platform):
        self.platform = platform
        self.counsel, self.lead = platform.counsel, platform.lead
        self.adviser = platform.own.person("adviser")
        voucher = platform.own.person("administrator")
        unit = register(platform.admin, voucher, "authority", "Desk", {"governments": ["gov.desk"]})
        self.desk = Desk(voucher, unit, "PLATFORM")
        self.own = {"member": platform.own.id}

    def tell(self):
        self.desk.leaves()
        self.writes()
        self.orders()
        self.emergency()
        self.paper_and_guest()
        self.practises()
        self.counts()
        self.finds_forged()

    def writes(self):
        desk, officer = self.desk, self.desk.officer.client
        draft = desk.write("REFERRAL", self.own, items=2)
        here = {"id": draft["id"]}
        officer.call("listRequestDrafts", query={"limit": 1})
        officer.call("readRequestDraft", path=here)
        officer.call("readRequestDraft", 404, code="not-found", path={"id": NOBODY})
        officer.call("discardRequestDraft", path=here, json_body={"reason": "TEST"})
        officer.call("discardRequestDraft", 404, code="not-found", path={"id": NOBODY}, json_body={"reason": "TEST"})
        officer.call(
            "writeRequests",
            422,
            code="first-contact-incomplete",
            json_body={
                "kind": "removalOrder",
                "instrument": desk.code("ORDER"),
                "addressees": [self.own],
                "items": [{"kind": "content", "address": "@a", "ground": "incites", "reasons": "TEST"}],
                "language": "en",
                "legalBasis": LAW,
                "firstContact": {},
            },
        )
        other = desk.write("REFERRAL", self.own, items=2)
        statement = desk.signed(other)[0]
        self.platform.anyone.call("fileRequest", 201, json_body=statement)
        self.platform.anyone.call("fileRequest", 409, code="already-filed", json_body=statement)
        filed = {"id": other["requests"][0]}
        officer.call("readRequest", path=filed)
        officer.call("readRequest", 404, code="not-found", path={"id": NOBODY})
        officer.call("listRequests", query={"kind": "referral", "limit": 1})
        officer.call("readItemStanding", path={**filed, "number": "1"})
        officer.call("lookAtItem", path={**filed, "number": "1"})
        officer.call("lookAtItem", 409, code="looked-at-lately", path={**filed, "number": "1"})
        issued = desk.unit.administrator.call(
            "issueKey", 201, path={"id": desk.unit.id}, json_body={"role": "officer"}
        )
        carrying = self.platform.anyone.with_key(issued["secret"])
        carrying.call("lookAtCarriedItem", path={**filed, "number": "2"})
        carrying.call("lookAtCarriedItem", 409, code="looked-at-lately", path={**filed, "number": "2"})
        officer.call("lookAtCarriedItem", 403, code="not-a-node", path={**filed, "number": "2"})
        officer.call("withdrawRequest", path=filed, json_body={"reason": "TEST a mistake"})
        officer.call("withdrawRequest", 409, code="request-over", path=filed, json_body={"reason": "TEST"})

    def weigh(self, here, **more):
        finding = {
            "hasLegitimateAim": True,
            "isCompetent": True,
            "isSpecific": True,
            "rabat": {"context": 2, "speaker": 2, "intent": 2, "contentAndForm": 2, "extent": 2, "likelihood": 2},
            "wouldLessDo": False,
            "protectedRoles": [],
            "dangers": [],
            "territory": ["ID"],
            "tellsPerson": True,
            "legalBasis": "TEST law, article 1",
            "reasons": "TEST reasons",
            **more,
        }
        self.counsel.call("weighRequest", path=here, json_body=finding)

    def check(self, here):
        call = {"method": "callBack", "result": "confirmed", "note": "TEST the desk knows of it"}
        # An office that is in no register has no number there; of one that is in it no other number confirms anybody.
        call |= {"callBack": OFFICE["telephone"], "callBackSource": OFFICE["telephoneSource"]}
        self.lead.call("checkIdentity", path=here, json_body=call)
        self.counsel.call("checkForm", path=here, json_body={"defects": [], "factors": [], "note": "TEST"})

    def answer(self, here, outcome, **more):
        items = [{"number": 1, "outcome": outcome, "reasons": "TEST reasons"}]
        self.counsel.call("proposeAnswer", path=here, json_body={"items": items, "territory": ["ID"], **more})

    def orders(self):
        counsel, lead, desk = self.counsel, self.lead, self.desk
        here = desk.file("ORDER", self.own, legalBasis=LAW)
        counsel.call("listAssessments", query={"state": "open", "limit": 1})
        counsel.call("readAssessment", path=here)
        counsel.call("readAssessment", 404, code="not-found", path={"id": NOBODY})
        desk.officer.client.call("readAssessment", 403, code="not-on-this-node", path=here)
        counsel.call("assignAssessment", path=here)
        counsel.call("stopRequestClock", path=here, json_body={"reason": "missingInformation", "note": "TEST which?"})
        counsel.call("resumeRequestClock", path=here)
        counsel.call("answerAgain", 409, code="nothing-refused", path=here)
        counsel.call("answerAgain", 404, code="not-found", path={"id": NOBODY})
        counsel.call("stopRequestClock", path=here, json_body={"reason": "manifestError", "note": "TEST a wrong year"})
        desk.officer.client.call("clarifyRequest", path=here, json_body={"note": "TEST mended"})
        desk.officer.client.call(
            "clarifyRequest", 409, code="clock-not-stopped", path=here, json_body={"note": "TEST"}
        )
        counsel.call("lockAssessment", path=here, json_body={"factors": ["doubtfulAddress"], "note": "TEST"})
        counsel.call("unlockAssessment", 409, code="same-person", path=here, json_body={"note": "TEST"})
        lead.call("unlockAssessment", path=here, json_body={"note": "TEST it is theirs"})
        items = [{"number": 1, "outcome": "compliedInCountry", "reasons": "TEST"}]
        proposal = {"items": items, "territory": ["ID"], "isTemporary": True}
        counsel.call("proposeAnswer", 409, code="form-not-checked", path=here, json_body=proposal)
        self.check(here)
        refusal = {"items": [{"number": 1, "outcome": "refusedRights", "reasons": "TEST"}], "territory": ["ID"]}
        counsel.call("proposeAnswer", 409, code="not-weighed", path=here, json_body=refusal)
        self.weigh(here)
        counsel.call("proposeAnswer", 409, code="not-preserved", path=here, json_body=proposal)
        counsel.call(
            "confirmPreservation", 422, code="preservation-too-long", path=here, json_body={"until": LATER}
        )
        counsel.call("confirmPreservation", path=here, json_body={"until": KEPT})
        shorter = {"until": KEPT_SHORTER, "reasons": "TEST another month was meant"}
        counsel.call("confirmPreservation", 409, code="same-person", path=here, json_body=shorter)
        lead.call("confirmPreservation", path=here, json_body=shorter)
        counsel.call("proposeAnswer", path=here, json_body=proposal)
        lead.call("sendAnswerBack", path=here, json_body={"reason": "TEST say more"})
        lead.call("approveAnswer", 409, code="nothing-proposed", path=here)
        counsel.call("proposeAnswer", path=here, json_body=proposal)
        counsel.call("approveAnswer", 409, code="same-person", path=here)
        answered = lead.call("approveAnswer", path=here)
        if [clock["code"] for clock in answered["clocks"]] != ["INT_TEMP_GEO"]:
            raise RuntimeError("no clock ends the temporary measure")
        lead.call("confirmMeasure", path=here, json_body={"reason": "TEST looked again"})
        lead.call("confirmMeasure", 409, code="no-measure", path=here, json_body={"reason": "TEST"})
        wrong = {"item": 1, "reason": "TEST it was a news report"}
        counsel.call("reverseItem", 409, code="same-person", path=here, json_body=wrong)
        lead.call("reverseItem", 409, code="nothing-to-undo", path=here, json_body={"item": 2, "reason": "TEST"})
        lead.call("reverseItem", path=here, json_body=wrong)
        self.answered = here

    def emergency(self):
        counsel, lead, desk = self.counsel, self.lead, self.desk
        emergency = {
            "nature": "kidnapping",
            "atRisk": "TEST a child",
            "whyImminent": "TEST",
            "howDataAvert": "TEST",
            "whyNotOrdinary": "TEST",
        }
        asked = {
            "kind": "account",
            "legalBasis": LAW,
            "categories": ["subscriber", "traffic"],
            "emergency": emergency,
        }
        desk.write("EMERGENCY", self.own, code="second-voucher-needed", **asked)
        second, office = self.platform.own.person("administrator"), {"id": desk.office_id}
        second.call("vouchForOffice", path=office, json_body={"how": "TEST called the switchboard too"})
        here = desk.file("EMERGENCY", self.own, **asked)
        self.check(here)
        self.weigh(here, dangers=["exile"])
        items = [{"number": 1, "outcome": "complied", "reasons": "TEST"}]
        proposal = {"items": items, "territory": ["ID"], "isTemporary": False}
        counsel.call("proposeAnswer", 409, code="danger-not-agreed", path=here, json_body=proposal)
        self.adviser.call("readAssessment", 404, code="not-found", path=here)
        counsel.call("askAdviser", path=here, json_body={"person": self.adviser.person_id})
        counsel.call("askAdviser", 422, code="adviser-unknown", path=here, json_body={"person": counsel.person_id})
        self.adviser.call("readAssessment", path=here)
        if [entry["id"] for entry in self.adviser.call("listAssessments")["items"]] != [here["id"]]:
            raise RuntimeError("the adviser does not see the one request that they were asked about, and no other")
        danger = {"dangers": ["torture"], "note": "TEST it was heard of"}
        counsel.call("noteRequestDanger", path=here, json_body=danger)
        unsaid = {**danger, "note": " "}
        counsel.call("noteRequestDanger", 422, code="text-missing", path=here, json_body=unsaid, fits=False)
        for person in (counsel, self.adviser):
            person.call("judgeDanger", path=here, json_body={"agrees": True, "reasons": "TEST"})
        counsel.call("proposeAnswer", path=here, json_body=proposal)
        lead.call("approveAnswer", path=here)
        query = {"category": "subscriber", "name": "TEST.txt"}
        counsel.call("discloseData", path=here, query=query, file=b"TEST data")
        counsel.call(
            "discloseData", 422, code="category-not-asked", path=here, query={**query, "category": "content"}, file=b"T"
        )
        desk.officer.client.call("readDisclosure", path={**here, "number": "1"})
        desk.officer.client.call("readDisclosure", 404, code="not-found", path={**here, "number": "2"})
        more = {**query, "category": "traffic"}
        lead.call("discloseData", 409, code="reasons-needed-for-more", path=here, query=more, file=b"TEST more")
        why = {"category": "traffic", "reasons": "TEST there is no telephone number"}
        counsel.call("widenDisclosure", 409, code="same-person", path=here, json_body=why)
        lead.call("widenDisclosure", path=here, json_body=why)
        lead.call("discloseData", path=here, query=more, file=b"TEST more")
        lead.call("widenDisclosure", 409, code="nothing-to-widen", path=here, json_body=why)
        word = {"note": "TEST it came by post"}
        counsel.call("noteFormalRequest", 409, code="same-person", path=here, json_body=word)
        other = self.platform.own.person("counsel")
        other.call("noteFormalRequest", 422, code="text-missing", path=here, json_body={})
        other.call("noteFormalRequest", path=here, json_body=word)
        counsel.call("notePersonTold", path=here)

    def hands_over(self, paper):
        """Data that left another way, for a paper from somebody who has no key here."""
        counsel = self.counsel
        there = {"id": counsel.call("recordPaperRequest", 201, json_body=paper)["id"]}
        counsel.call("recordPaperRequest", 422, code="zone-invalid", json_body={**paper, "zone": "Nowhere"})
        counsel.call("recordPaperRequest", 422, code="office-unknown", json_body={**paper, "office": NOBODY})
        silent = {**paper, "silentUntil": "2030-01-01T00:00:00Z"}
        counsel.call("recordPaperRequest", 422, code="silence-too-long", json_body=silent)
        handed = {"category": "subscriber", "sha256": "ab" * 32, "note": "TEST by courier"}
        counsel.call("noteDisclosure", 409, code="nothing-to-disclose", path=there, json_body=handed)
        call = {"method": "callBack", "result": "confirmed", "note": "TEST", "callBack": "+62 21 555 0100"}
        self.lead.call("checkIdentity", 422, code="text-missing", path=there, json_body=call)
        self.check(there)
        self.weigh(there)
        self.answer(there, "complied")
        self.lead.call("approveAnswer", path=there)
        counsel.call("noteDisclosure", path=there, json_body=handed)
        counsel.call("noteDisclosure", 409, code="not-on-paper", path=self.answered, json_body=handed)
        for year, code in [("2018", "handed-before-received"), ("2100", "time-in-future")]:
            timed = {**handed, "handedAt": f"{year}-11-05T00:00:00Z"}
            counsel.call("noteDisclosure", 422, code=code, path=there, json_body=timed)
        named = {**paper, "office": self.desk.office_id}
        keyed = {"id": counsel.call("recordPaperRequest", 201, json_body=named)["id"]}
        counsel.call("noteDisclosure", 409, code="hand-over-here", path=keyed, json_body=handed)

    def paper_and_guest(self):
        scan = b"TEST bytes of a scan"
        paper = {
            "authorityName": "TEST ministry",
            "function": "police",
            "authorityContact": "desk@ministry.example",
            "supervisorName": "TEST head",
            "kind": "emergencyDisclosure",
            "instrument": "OTHER",
            "country": "ID",
            "language": "id",
            "issuedAt": "2026-01-01T00:00:00Z",
            "receivedAt": "2026-01-01T00:00:00Z",
            "categories": ["subscriber"],
            "items": [{"kind": "account", "address": "@test", "ground": "threatens"}],
            "scan": hashlib.sha256(scan).hexdigest(),
        }
        recorded = self.counsel.call("recordPaperRequest", 201, json_body=paper)
        if self.counsel.call("readAssessment", path={"id": recorded["id"]})["frozen"]:
            raise RuntimeError("an agency is frozen that owes nothing")
        self.counsel.call(
            "recordPaperRequest", 422, code="scan-missing", json_body={**paper, "scan": "AB" * 32}, fits=False
        )
        there = {"id": recorded["id"]}
        self.counsel.call("readScan", 404, code="not-found", path=there)
        self.counsel.call("keepScan", 422, code="scan-differs", path=there, file=b"TEST other bytes")
        self.counsel.call("keepScan", 409, code="not-on-paper", path=self.answered, file=scan)
        self.counsel.call("keepScan", path=there, file=scan)
        if self.counsel.call("readScan", path=there).body != scan:
            raise RuntimeError("the scan is not what was brought")
        self.counsel.call("eraseScan", path=there, json_body={"reason": "TEST it names others"})
        self.counsel.call("readScan", 404, code="not-found", path=there)
        self.counsel.call("keepScan", 409, code="scan-erased", path=there, file=scan)
        self.hands_over({**paper, "kind": "disclosure", "zone": "Asia/Jakarta"})
        here = self.desk.file("REFERRAL", {"name": "TEST small platform"})
        officer = self.desk.officer.client
        secret = officer.call("inviteGuest", path=here, json_body={"days": 30})["secret"]
        officer.call("inviteGuest", 404, code="not-found", path={"id": NOBODY}, json_body={"days": 30})
        guest, there = self.platform.anyone, {"secret": secret}
        guest.call("readGuestRequest", path=there)
        guest.call("readGuestRequest", 404, code="not-found", path={"secret": "0" * 64})
        items = [{"number": 1, "outcome": "complied", "reasons": "TEST reasons"}]
        guest.call("answerGuestRequest", 422, code="preservation-missing", path=there, json_body={"items": items})
        answer = {"items": items, "keptUntil": LATER}
        guest.call("answerGuestRequest", path=there, json_body=answer)
        guest.call("answerGuestRequest", 404, code="not-found", path=there, json_body=answer)

    def practises(self):
        counsel = self.counsel
        draft = self.desk.write("REFERRAL", self.own, isExercise=True)
        officer, signed = self.desk.officer.client, {"statements": self.desk.signed(draft)}
        there = {"id": draft["id"]}
        officer.call("signRequestDraft", 409, code="exercise-not-planned", path=there, json_body=signed)
        plan = {
            "title": "TEST night",
            "script": "TEST at three",
            "steps": [{"stage": "lookedAt", "seconds": 900}, {"stage": "answered", "seconds": 2700}],
        }
        here = {"id": counsel.call("planExercise", 201, json_body=plan)["id"]}
        counsel.call("listExercises", query={"limit": 1})
        counsel.call("readExercise", path=here)
        counsel.call("readExercise", 404, code="not-found", path={"id": NOBODY})
        counsel.call("addToExercise", path=here, json_body={"requests": draft["requests"]})
        officer.call("signRequestDraft", path=there, json_body=signed)
        counsel.call("startExercise", path=here)
        counsel.call("startExercise", 404, code="not-found", path={"id": NOBODY})
        counsel.call(
            "addToExercise", 422, code="not-an-exercise", path=here, json_body={"requests": [self.answered["id"]]}
        )
        counsel.call("readExerciseDebrief", path=here)
        counsel.call("closeExercise", path=here, json_body={"note": "TEST the list was old"})
        counsel.call("startExercise", 409, code="exercise-closed", path=here)
        own = {"id": self.own["member"]}
        counsel.call("declareExercises", path=own, json_body={"takesExercises": True})
        self.desk.file("REFERRAL", self.own, isExercise=True)
        counsel.call("declareExercises", path=own, json_body={"takesExercises": False})
        counsel.call(
            "declareExercises", 403, code="not-your-organisation", path={"id": NOBODY}, json_body={"takesExercises": True}
        )

    def finds_forged(self):
        """Last, because the office is trusted less after it."""
        counsel, lead = self.counsel, self.lead
        here, note = self.desk.file("ORDER", self.own, legalBasis=LAW), {"note": "TEST the desk knows nothing"}
        counsel.call("findRequestForged", 409, code="not-locked", path=here, json_body=note)
        early = {"reason": "TEST nobody found it so"}
        counsel.call("takeForgeryBack", 409, code="not-found-forged", path=here, json_body=early)
        counsel.call("lockAssessment", path=here, json_body={"factors": ["alteredDocument"], "note": "TEST"})
        counsel.call("findRequestForged", 409, code="same-person", path=here, json_body=note)
        lead.call("findRequestForged", path=here, json_body=note)
        lead.call("unlockAssessment", 409, code="request-forged", path=here, json_body=note)
        self.is_genuine_after_all(here)
        offices = [entry for entry in counsel.call("listOffices")["items"] if "misusedAt" in entry]
        if len(offices) != 1 or "misusedKey" not in offices[0]:
            raise RuntimeError("the office is not marked whose keys were misused: %s" % offices)
        if "misusedAt" in str(self.desk.officer.client.call("listOffices")["items"]):
            raise RuntimeError("whoever has the authority's keys reads that they were misused")

    def is_genuine_after_all(self, here):
        """The finding is taken back, and stands again because nobody clears it."""
        counsel, lead = self.counsel, self.lead
        reason, note = {"reason": "TEST they found the call"}, {"note": "TEST the desk knows nothing"}
        lead.call("takeForgeryBack", 409, code="same-person", path=here, json_body=reason)
        taken = counsel.call("takeForgeryBack", path=here, json_body=reason)
        if taken["state"] != "locked" or "forgeryTakenBack" not in taken.json:
            raise RuntimeError("a finding that was taken back is not locked: %s" % taken["state"])
        counsel.call("unlockAssessment", 409, code="same-person", path=here, json_body=note)
        lead.call("findRequestForged", path=here, json_body=note)

    def counts(self):
        figures = self.platform.anyone.call("readRequestFigures").json
        month = figures["periods"][0]
        if len(figures["periods"]) != 6 or month["authorities"] or "all" in month or month["encryptionDemands"]:
            raise RuntimeError("the figures tell of a month that goes on: %s" % figures)
        own = self.desk.officer.client.call("readRequestQuality")["authorities"]
        if len(own) != 1 or own[0]["figures"]["requests"] < 3 or "protectedItems" in own[0]["figures"]:
            raise RuntimeError("an authority does not read its own quality, and no more: %s" % own)
        self.platform.admin.call("readRequestQuality")
        query = {"view": "platform"}
        once_logged(
            lambda: self.counsel.call("readRequestReceipt", path=self.answered, query=query), self.counsel.record
        )
        self.counsel.call("readRequestReceipt", 404, code="not-found", path={"id": NOBODY})

"""A threat to life: what a platform tells one authority, and what that authority answers."""

import hashlib

from exchange_story import NOBODY
from people import register

SEEN = "2026-01-01T00:00:00.000000Z"


def office(authority, voucher, name):
    """A police office of an authority that somebody vouches for."""
    keeper = authority.person("administrator")
    entered = keeper.call(
        "enterOffice",
        201,
        json_body={
            "authority": authority.id,
            "function": "police",
            "country": "ID",
            "zone": "Asia/Jakarta",
            "instruments": [],
            "name": name,
            "telephone": "+62 21 555 0100",
            "telephoneSource": "TEST directory",
            "law": "TEST act",
        },
    )
    voucher.call("vouchForOffice", path={"id": entered["id"]}, json_body={"how": "TEST called the switchboard"})
    return entered["id"]


def threat(office, **more):
    return {
        "level": "highSpecific",
        "office": office,
        "seenAt": SEEN,
        "what": "TEST a post names a place",
        "why": "TEST it says tonight",
        "identifiers": ["TEST account"],
        "choice": "TEST it is there",
        **more,
    }


def is_handed_over(exchange):
    """On the exchange: a member's node hands an alert over, and the authority answers."""
    place = office(exchange.unit, exchange.secretary, "TEST police")
    text = "VEVTVA=="
    envelope = {
        "office": place,
        "level": "high",
        "seenAt": SEEN,
        "flaggedAt": SEEN,
        "dueAt": SEEN,
        "isExercise": False,
        "isSealed": True,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    id = "01970000-0000-7000-8000-0000000000a5"
    body = {"id": id, "envelope": envelope, "text": text}
    node = exchange.host.with_key(exchange.node_of_lentera)
    node.call("deliverThreatAlert", 422, code="signature-wrong", json_body={**body, "text": "VEVTVB=="})
    unsafe = {**body, "envelope": {**envelope, "office": NOBODY}}
    node.call("deliverThreatAlert", 409, code="recipient-not-safe", json_body=unsafe)
    curator = exchange.lentera.person("curator")
    curator.call("deliverThreatAlert", 403, code="node-needed", json_body=body)
    node.call("deliverThreatAlert", 201, json_body=body)
    node.call("deliverThreatAlert", 201, json_body=body)
    other = {**body, "text": "VEVTVB==", "envelope": {**envelope, "sha256": hashlib.sha256(b"VEVTVB==").hexdigest()}}
    node.call("deliverThreatAlert", 409, code="already-received", json_body=other)
    duty, here = exchange.unit.person("dutyOfficer"), {"id": id}
    duty.call("listThreatAlerts")
    duty.call("readThreatAlert", path=here)
    duty.call("readThreatAlert", 404, code="not-found", path={"id": NOBODY})
    report = {"outcome": "lifeProtected", "note": "TEST safe"}
    unit = exchange.unit
    issued = unit.administrator.call("issueKey", 201, path={"id": unit.id}, json_body={"role": "officer"})
    home = exchange.host.with_key(issued["secret"])
    duty.call("takeThreatWord", 403, code="not-a-node", path=here, json_body={})
    home.call("takeThreatWord", 409, code="not-acknowledged", path=here, json_body=report)
    duty.call("reportThreatOutcome", 409, code="not-acknowledged", path=here, json_body=report)
    home.call("takeThreatWord", path=here, json_body={})
    duty.call("acknowledgeThreatAlert", path=here)
    duty.call("reportThreatOutcome", path=here, json_body=report)
    home.call("takeThreatWord", 409, code="already-reported", path=here, json_body=report)
    duty.call("reportThreatOutcome", 409, code="already-reported", path=here, json_body=report)


def is_told(platform):
    """On a platform's own node: a threat is flagged, approved and answered there, and another one taken back."""
    voucher = platform.own.person("administrator")
    unit = register(platform.admin, voucher, "authority", "Police", {"governments": ["gov.test"]})
    first, second = (office(unit, voucher, "TEST police %d" % number) for number in (1, 2))
    reviewer, lead, counsel = platform.reviewer, platform.lead, platform.counsel
    reviewer.call("listThreatRecipients", query={"country": "ID"})
    wrong = [
        ("seen-in-the-future", {"seenAt": "2999-01-01T00:00:00.000000Z"}),
    ]
    for code, changed in wrong:
        reviewer.call("raiseThreat", 422, code=code, json_body=threat(first, **changed))
    nowhere = {name: value for name, value in threat(first).items() if name != "office"}
    reviewer.call("raiseThreat", 422, code="country-invalid", json_body=nowhere)
    reviewer.call("raiseThreat", 422, code="office-missing", json_body={**nowhere, "country": "ID"})
    withheld = reviewer.call("raiseThreat", 201, json_body={**nowhere, "country": "VN"})
    if withheld["state"] != "withheld" or withheld["hindrance"] != "noOffice":
        raise RuntimeError("a threat without an office is not withheld at once")
    alone = {"id": withheld["id"]}
    lead.call("approveThreat", 409, code="threat-without-office", path=alone)
    lead.call("releaseThreat", 409, code="threat-without-office", path=alone)
    sent = {"id": reviewer.call("raiseThreat", 201, json_body=threat(first))["id"]}
    reviewer.call("approveThreat", 403, code="role-not-allowed", path=sent)
    lead.call("noteThreatCall", 409, code="threat-not-sent", path=sent, json_body={"note": "TEST", "isReached": False})
    lead.call("approveThreat", path=sent)
    lead.call("approveThreat", 409, code="already-approved", path=sent)
    if counsel.call("approveThreat", path=sent)["state"] != "sent":
        raise RuntimeError("two people approved a threat alert, and it did not go out")
    counsel.call("noteThreatCall", path=sent, json_body={"note": "TEST nobody answered", "isReached": False})
    if "reachedAt" in reviewer.call("readThreat", path=sent).json:
        raise RuntimeError("a call that nobody answered counts as one")
    counsel.call("noteThreatCall", path=sent, json_body={"note": "TEST spoke with the desk", "isReached": True})
    reviewer.call("withdrawThreat", 409, code="threat-sent", path=sent, json_body={"reason": "TEST"})
    duty = unit.person("dutyOfficer")
    duty.call("acknowledgeThreatAlert", path=sent)
    duty.call("reportThreatOutcome", path=sent, json_body={"outcome": "noDanger"})
    if reviewer.call("readThreat", path=sent)["outcome"] != "noDanger":
        raise RuntimeError("the sender does not know what the authority reported")
    lead.call("readThreat", 404, code="not-found", path={"id": NOBODY})
    lead.call("listThreats")
    lead.call("readThreatFigures")

    here = {"id": reviewer.call("raiseThreat", 201, json_body=threat(first, isExercise=True))["id"]}
    counsel.call("agreeToThreat", 409, code="no-danger-noted", path=here, json_body={"agreement": "TEST"})
    reviewer.call("noteThreatDanger", 422, code="danger-missing", path=here, json_body={"dangers": [], "note": "TEST"})
    reviewer.call("noteThreatDanger", path=here, json_body={"dangers": ["exile"], "note": "TEST the person fled"})
    lead.call("agreeToThreat", 403, code="role-not-allowed", path=here, json_body={"agreement": "TEST"})
    adviser = platform.own.person("adviser")
    adviser.call("agreeToThreat", path=here, json_body={"agreement": "TEST they are safe there"})
    counsel.call("agreeToThreat", path=here, json_body={"agreement": "TEST a treaty protects"})
    counsel.call("approveThreat", 409, code="other-person-needed", path=here)
    reviewer.call("redirectThreat", path=here, json_body={"office": second, "choice": "TEST it is nearer"})
    lead.call("releaseThreat", path=here)
    reviewer.call("withdrawThreat", path=here, json_body={"reason": "TEST a mistake"})
    lead.call("approveThreat", 409, code="threat-dropped", path=here)

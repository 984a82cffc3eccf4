"""What a platform does on its own node: checking, deciding, carrying out, undoing, proving, erasing."""

import io
import json
import time

import numpy
from PIL import Image

from exchange_story import HASH, NOBODY, soon, wait_for_checkpoint
from people import LATER, Member

FOLLOWING_SECONDS_MAX = 30
ALARM_SECONDS_MAX = 90


def picture(seed):
    """A made-up picture with enough in it for a PDQ hash."""
    pixels = numpy.random.default_rng(seed).integers(0, 256, (16, 16, 3), numpy.uint8)
    encoded = io.BytesIO()
    Image.fromarray(pixels).resize((256, 256), Image.Resampling.BICUBIC).save(encoded, "PNG")
    return encoded.getvalue()


class Platform:
    def __init__(self, node, anyone):
        self.anyone = anyone
        self.admin = anyone.with_key(node.key)
        self.own = Member(self.admin.call("readStatus")["organisation"], self.admin)
        self.reviewer, self.lead, self.curator, self.counsel = map(
            self.own.person, ("reviewer", "lead", "curator", "counsel")
        )

    def tell(self, exchange, middleman, besides):
        self.follows(exchange)
        self.shares_with_itself()
        self.imports_a_list()
        self.names_whom_to_reach()
        self.keeps_time()
        self.fingerprints_and_checks()
        self.is_alerted()
        self.decides()
        self.prefers()
        self.closes_an_account()
        self.undoes_and_proves()
        self.acts_alone()
        self.erases()
        self.is_alarmed(exchange, middleman)
        besides()
        self.is_asked_too_much()

    def follows(self, exchange):
        deadline = time.monotonic() + FOLLOWING_SECONDS_MAX
        while not self.lead.call("listSignals")["items"]:
            if time.monotonic() > deadline:
                raise RuntimeError("nothing came from the exchange")
            time.sleep(0.1)
        self.admin.call("readStatus")
        self.admin.call("readMetrics")
        watching = self.admin.call("issueKey", 201, path={"id": self.own.id}, json_body={"role": "monitor"})
        monitor = self.admin.with_key(watching["secret"])
        monitor.call("readMetrics")
        monitor.call("listOrganisations", 403, code="role-not-allowed")
        self.lead.call("listBanks")
        self.lead.call("listAgreements")
        self.lead.call("listOrganisations")
        here = exchange.signal
        self.lead.call("giveOpinion", path=here, json_body={"category": "positive", "reason": "TEST"})
        self.lead.call(
            "verifySignal", 409, code="no-own-match", path=here, json_body={"basis": "ownMatch", "lookedAt": "TEST"}
        )
        self.lead.call("viewSignal", path=here)
        self.lead.call("viewSignal", 404, code="not-found", path={"id": NOBODY})
        self.lead.call("giveOpinion", 409, code="nothing-to-confirm", path=here, json_body={"confirm": True})
        self.curator.call("withdrawSignal", 409, code="kept-elsewhere", path=here, json_body={"reason": "TEST"})
        self.curator.call("proposeSignals", 409, code="kept-elsewhere", json_body=exchange.proposal("3" * 64))
        self.admin.call("changeBank", 409, code="kept-elsewhere", path={"id": exchange.bank}, json_body={"radius": 20})
        self.admin.call("closeBank", 409, code="kept-elsewhere", path={"id": exchange.bank})
        self.admin.call("acceptAgreement", 409, code="kept-elsewhere", path=exchange.agreement)
        self.admin.call(
            "openBank", 409, code="kept-elsewhere", json_body={"name": "TEST", "agreement": exchange.agreement["id"]}
        )
        self.lead.call("switchEnforcement", path={"id": exchange.bank}, json_body={"enforced": True})
        self.admin.call(
            "switchEnforcement", 403, code="person-needed", path={"id": exchange.bank}, json_body={"enforced": True}
        )

    def shares_with_itself(self):
        self.file = picture(1)
        printed = self.curator.call("computeFingerprints", file=self.file, media_type="image/png")
        pdq = next(print["value"] for print in printed["fingerprints"] if print["kind"] == "pdq")
        self.bank = self.admin.call(
            "openBank", 201, json_body={"name": "TEST own bank", "settings": {"allowsBlocking": True}}
        )["id"]
        self.signal = self.curator.call(
            "proposeSignals",
            201,
            json_body={
                "bank": self.bank,
                "kind": "image",
                "behaviours": ["threat"],
                "rationale": "TEST",
                "exemptionAssessment": "TEST",
                "fingerprints": [{"kind": "pdq", "value": pdq}],
                "viewing": {"link": "http://127.0.0.1:1/TEST", "expiresAt": soon()},
            },
        )["id"]

    def names_whom_to_reach(self):
        sari = {"id": self.own.id, "person": self.lead.person_id}
        self.lead.call("readAddress", 404, code="address-missing", path=sari)
        self.lead.call("setAddress", path=sari, json_body={"email": "test@lentera.example"})
        self.lead.call("readAddress", path=sari)
        self.reviewer.call("readAddress", 404, code="not-found", path=sari)
        self.admin.call("setAddress", 422, code="email-invalid", path=sari, json_body={"email": "test"})
        other = {"id": self.own.id, "person": self.curator.person_id}
        self.admin.call("removeAddress", path=other)
        shift = {"startMinute": 10079, "minutes": 10080}
        first, second = {"person": self.lead.person_id, "shifts": [shift]}, {"person": self.reviewer.person_id}
        self.admin.call("setRoster", json_body={"entries": [first, second]})
        self.reviewer.call("readRoster")
        self.reviewer.call("setRoster", 403, code="role-not-allowed", json_body={"entries": []})
        for code, entries in (
            ("roster-person-twice", [second, second]),
            ("person-not-here", [{"person": NOBODY}]),
        ):
            self.lead.call("setRoster", 422, code=code, json_body={"entries": entries})
        wrong = [
            ("shift-invalid", [{"person": self.lead.person_id, "shifts": [{"startMinute": 10080, "minutes": 1}]}]),
            ("roster-too-long", [second] * 51),
        ]
        for code, entries in wrong:
            self.lead.call("setRoster", 422, code=code, json_body={"entries": entries}, fits=False)

        target = {"target": "TEST-nobody@mail.example"}
        canary = self.lead.call("registerCanary", 201, json_body=target)
        again = self.lead.call("registerCanary", 201, json_body={"target": "@test-NOBODY@mail.example"})
        if again["id"] != canary["id"]:
            raise RuntimeError("a target that is registered is registered once more")
        self.lead.call("registerCanary", 422, code="text-missing", json_body={"target": " "})
        self.reviewer.call("registerCanary", 403, code="role-not-allowed", json_body=target)
        self.lead.call("listCanaries", query={"limit": 1})
        self.lead.call("removeCanary", 204, path={"id": canary["id"]})
        self.lead.call("removeCanary", 404, code="not-found", path={"id": NOBODY})

    def keeps_time(self):
        if len(self.reviewer.call("listClockRules", query={"limit": 1000})["items"]) < 30:
            raise RuntimeError("the clock registry does not begin with its first rules")
        # The threat to a country without an office still waits.
        if any(it["code"] != "INT_TTL_ALERT" for it in self.counsel.call("listClocks")["items"]):
            raise RuntimeError("a clock runs that nobody started")
        week = {"days": ["sunday", "monday"], "opensAt": 480, "closesAt": 960, "holidays": ["2026-12-27"]}
        rule = {
            "code": "TEST_REMOVAL",
            "summary": "TEST within two working days",
            "duration": {"unit": "workingDays", "count": 2, "week": week},
            "start": "received",
            "steps": [{"before": 3600, "role": "counsel"}],
            "source": "TEST law, article 1",
            "sourceDate": "2026-11-26",
        }
        self.counsel.call("proposeClockRule", 403, code="role-not-allowed", json_body=rule)
        wrong = [
            ("clock-duration-invalid", {"duration": {"unit": "workingDays", "count": 2}}),
            ("working-week-invalid", {"duration": dict(rule["duration"], week=dict(week, days=[]))}),
            ("clock-steps-invalid", {"steps": rule["steps"] * 2}),
            ("text-missing", {"source": " "}),
        ]
        for code, changed in wrong:
            self.admin.call("proposeClockRule", 422, code=code, json_body=dict(rule, **changed))
        proposed = {"id": self.admin.call("proposeClockRule", 201, json_body=rule)["id"]}
        self.admin.call("adoptClockRule", path=proposed)
        word = {"confirmedOn": "2026-11-26", "confirmedBy": "TEST lawyer"}
        if not self.admin.call("confirmClockRule", path=proposed, json_body=word)["confirmedByLocalLawyer"]:
            raise RuntimeError("a confirmed rule does not say so")
        self.admin.call("retireClockRule", path=proposed)
        # A name of its own, as the rule that was retired keeps its code.
        rules = {"rules": [dict(rule, code="TEST_IMPORTED")]}
        if len(self.admin.call("importClockRules", json_body=rules)["items"]) != 1:
            raise RuntimeError("a rule of a file is not adopted")
        if self.admin.call("importClockRules", json_body=rules)["items"]:
            raise RuntimeError("a rule that is in force word for word is adopted again")
        self.counsel.call("importClockRules", 403, code="role-not-allowed", json_body=rules)
        self.admin.call("adoptClockRule", 409, code="rule-not-in-force", path=proposed)
        self.reviewer.call("readClockRule", path=proposed)
        self.reviewer.call("readClockRule", 404, code="not-found", path={"id": NOBODY})

    def is_alerted(self):
        deadline = time.monotonic() + FOLLOWING_SECONDS_MAX
        while not (alerts := self.reviewer.call("listAlerts", query={"state": "waiting"})["items"]):
            if time.monotonic() > deadline:
                raise RuntimeError("an urgent case alerted nobody")
        self.admin.call("listAlerts", 400, code="invalid-request", query={"state": "TEST"}, fits=False)
        alert = {"id": alerts[0]["id"]}
        self.lead.call("readAlert", path=alert)
        self.lead.call("readAlert", 404, code="not-found", path={"id": NOBODY})
        self.admin.call("acknowledgeAlert", 403, code="person-needed", path=alert)
        if self.reviewer.call("acknowledgeAlert", path=alert)["acknowledgedBy"] != self.reviewer.person_id:
            raise RuntimeError("the alert is taken on by somebody else")

    def imports_a_list(self):
        line = {
            "fingerprints": [{"kind": "sha256", "value": "5e" * 32}],
            "behaviours": ["glorification"],
            "rationale": "TEST",
            "exemptionAssessment": "TEST",
            "source": "TEST list",
        }
        lines = "".join(json.dumps(each) + "\n" for each in (line, line, {"fingerprints": []})).encode()
        answer = self.curator.call(
            "importSignals", query={"bank": self.bank}, file=lines, media_type="application/x-ndjson"
        )
        told = [json.loads(line) for line in answer.body.splitlines()]
        if told[-1]["summary"] != {"accepted": 1, "duplicates": 1, "lines": 3, "refused": 1}:
            raise RuntimeError("the list was not taken as it was written: %s" % told)

    def fingerprints_and_checks(self):
        turned = self.curator.call("computeFingerprints", file=self.file, query={"orientations": "all"})
        if len(turned["fingerprints"][0]["orientations"]) != 7:
            raise RuntimeError("a picture has seven other orientations")
        self.curator.call("computeFingerprints", form={"file": self.file})
        self.curator.call("computeFingerprints", file=b"TEST text", media_type="text/plain")
        self.curator.call("computeFingerprints", 400, code="invalid-request", file=b"")
        self.curator.call(
            "computeFingerprints", 400, code="invalid-request", file=b"TEST", query={"orientations": "some"}, fits=False
        )
        # The index takes new signals in a moment after they are recorded.
        deadline = time.monotonic() + FOLLOWING_SECONDS_MAX
        while self.admin.call("check", file=self.file)["verdict"] == "clear":
            if time.monotonic() > deadline:
                raise RuntimeError("a signal of its own is not found")
        self.admin.call("check", file=picture(2), query={"orientations": "all"})
        self.admin.call("check", file=b"TEST bytes that are no picture")
        context = {
            "reference": "TEST post 1",
            "link": "https://lentera.example/1",
            "thumbnail": "https://media.lentera.example/1.jpg",
            "kind": "image",
            "account": "TEST account",
            "postedAt": "2018-11-06T01:02:03Z",
            "language": "id",
            "country": "ID",
            "views": 3,
        }
        sent = lambda context: {"file": self.file, "context": json.dumps(context).encode()}
        self.case = {"id": self.reviewer.call("check", form=sent(context))["case"]}
        self.admin.call("check", 400, code="invalid-request", form=sent({"TEST": 1}), fits=False)
        self.admin.call("check", 422, code="context-invalid", form=sent({"country": "Indonesia"}), fits=False)
        self.admin.call("check", 422, code="text-too-long", form=sent({"account": "T" * 2001}), fits=False)
        self.admin.call("check", 400, code="invalid-request", form={"context": b"{}"}, fits=False)
        self.admin.call("check", 400, code="malformed-multipart", file=b"TEST", media_type="multipart/form-data")
        prints = [
            {"kind": "pdq", "value": HASH},
            {"kind": "md5", "value": "0" * 32},
            {"kind": "sha256", "value": "A" * 64},
        ]
        self.admin.call("check", json_body={"fingerprints": prints, "context": {"reference": "TEST post 2"}})
        self.admin.call("check", json_body={"fingerprints": prints})
        self.admin.call("check", 422, code="fingerprints-invalid", json_body={"fingerprints": []}, fits=False)
        self.admin.call("check", 400, code="malformed-json", file=b"{", media_type="application/json")
        self.admin.call(
            "check", 415, code="unsupported-media-type", file=b"{}", media_type="application/json; charset=latin1"
        )
        self.counsel.call("check", 403, code="role-not-allowed", json_body={"fingerprints": prints})

    def decision(self, **changes):
        return {
            "finding": "confirmed",
            "ground": "terms",
            "groundReference": "TEST terms 4",
            "measure": "remove",
            "territory": "everywhere",
            "exemption": "none",
            "exemptionAssessment": "TEST",
            "reasons": "TEST",
            **changes,
        }

    def decides(self):
        self.reviewer.call("listCases")
        page = self.reviewer.call("listCases", query={"state": "open", "limit": 1})
        self.reviewer.call("listCases", query={"limit": 1, "cursor": page["cursor"]})
        self.reviewer.call("readCase", 422, code="purpose-required", path=self.case)
        self.reviewer.call("readCase", path=self.case, query={"purpose": "preview"})
        self.reviewer.call("readCase", 404, code="not-found", path={"id": NOBODY})
        self.reviewer.call("listCases", query={"queue": "forMe", "assignee": "nobody", "behaviour": "graphicViolence"})
        self.reviewer.call("listCases", query={"queue": "waiting", "language": "id-ID", "kind": "image"})
        self.skips()
        take, give_back = {"assigned": True}, {"assigned": False}
        self.reviewer.call("assignCase", path=self.case, json_body=take)
        self.lead.call("assignCase", 409, code="assigned-to-another", path=self.case, json_body=take)
        self.lead.call("decideCase", 409, code="assigned-to-another", path=self.case, json_body=self.decision())
        self.own.person("reviewer").call(
            "assignCase", 403, code="assigned-to-another", path=self.case, json_body=give_back
        )
        self.lead.call("assignCase", path=self.case, json_body=give_back)
        self.reviewer.call("assignCase", 404, code="not-found", path={"id": NOBODY}, json_body=take)
        for code, changes in [
            ("finding-contradicts-measure", {"finding": "notTerrorist"}),
            ("exemption-contradicts-measure", {"exemption": "art"}),
            ("exemption-contradicts-finding", {"measure": "label", "exemption": "art"}),
            ("law-has-borders", {"ground": "law"}),
            ("time-passed", {"endsAt": "2018-11-06T01:02:03Z"}),
            ("closure-has-no-end", {"measure": "closeAccount", "endsAt": LATER}),
        ]:
            self.reviewer.call("decideCase", 422, code=code, path=self.case, json_body=self.decision(**changes))
        for code, status, changes in [
            ("text-missing", 422, {"reasons": " "}),
            ("invalid-request", 400, {"territory": []}),
            ("invalid-request", 400, {"territory": "nowhere"}),
            ("invalid-request", 400, {"endsAt": 1}),
        ]:
            self.reviewer.call(
                "decideCase", status, code=code, path=self.case, json_body=self.decision(**changes), fits=False
            )
        self.reviewer.call("decideCase", 404, code="not-found", path={"id": NOBODY}, json_body=self.decision())
        law = self.decision(ground="law", territory=["NZ", "ID"], measure="restrict", endsAt=LATER)
        made = self.reviewer.call("decideCase", 201, path=self.case, json_body=law)
        self.made = {"id": made["id"]}
        self.reviewer.call("decideCase", 409, code="already-decided", path=self.case, json_body=law)
        self.reviewer.call("assignCase", 409, code="not-in-this-state", path=self.case, json_body=take)
        self.counsel.call("eraseCase", 409, code="case-not-closed", path=self.case)
        self.reviewer.call("listDecisions", query={"limit": 1})
        self.reviewer.call("readDecision", path=self.made)
        self.reviewer.call("readDecision", 404, code="not-found", path={"id": NOBODY})
        self.reviewer.call("readCase", path=self.case)
        report = lambda status, code, body, **more: self.admin.call(
            "reportExecution", status, code=code, path=self.made, json_body=body, **more
        )
        report(422, "time-in-future", {"outcome": "carriedOut", "at": LATER})
        report(400, "invalid-request", {"outcome": "failed"}, fits=False)
        report(422, "text-missing", {"outcome": "failed", "reason": ""}, fits=False)
        report(200, None, {"outcome": "carriedOut", "at": "2018-11-06T01:02:03.25Z"})
        report(409, "not-in-this-state", {"outcome": "failed", "reason": "TEST"})
        self.admin.call(
            "reportExecution", 404, code="not-found", path={"id": NOBODY}, json_body={"outcome": "carriedOut"}
        )

    def skips(self):
        other = self.other = {
            "id": self.admin.call("check", form={"file": self.file, "context": b'{"reference":"TEST post 5"}'})["case"]
        }
        self.lead.call("skipCase", 422, code="skip-reason-missing", path=other, json_body={})
        self.lead.call("skipCase", path=other, json_body={"reason": "conflictOfInterest", "note": "TEST"})
        self.lead.call("skipCase", path=other, json_body={})
        self.lead.call("skipCase", 404, code="not-found", path={"id": NOBODY}, json_body={})

    def prefers(self):
        self.reviewer.call("readPreferences")
        choices = {
            "language": "id",
            "blursMedia": True,
            "greysMedia": True,
            "mutesMedia": False,
            "optedOut": ["threat"],
            "colourScheme": "dark",
        }
        self.reviewer.call("changePreferences", json_body=choices)
        wrong = {**choices, "language": "bahasa indonesia"}
        self.reviewer.call("changePreferences", 422, code="language-invalid", json_body=wrong, fits=False)
        self.reviewer.call("assignCase", 409, code="opted-out", path=self.other, json_body={"assigned": True})
        take = {"assigned": True, "despiteOptOut": True}
        self.reviewer.call("assignCase", path=self.other, json_body=take)
        self.reviewer.call("assignCase", path=self.other, json_body={"assigned": False})
        self.admin.call("readPreferences", 403, code="person-needed")
        view = {"name": "TEST mine", "filter": {"queue": "forMe", "language": "id"}}
        saved = {"id": self.reviewer.call("saveView", 201, json_body=view)["id"]}
        self.reviewer.call("replaceView", path=saved, json_body={"name": "TEST", "filter": {}})
        self.reviewer.call("listViews")
        self.lead.call("removeView", 404, code="not-found", path=saved)
        self.reviewer.call("removeView", 204, path=saved)
        self.reviewer.call("readWellbeing")
        page = self.lead.call("listReads", query={"limit": 1})
        self.lead.call("listReads", query={"limit": 1, "cursor": page["cursor"]})
        self.lead.call("listReads", query={"subject": self.case["id"], "person": self.reviewer.person_id})
        self.reviewer.call("listReads", 403, code="role-not-allowed")

    def undoes_and_proves(self):
        wait_for_checkpoint(self.admin, self.admin.call("readStatus")["journalSize"])
        for view in ({}, {"view": "person"}, {"view": "public"}):
            self.reviewer.call("readReceipt", path=self.made, query=view)
        self.reviewer.call(
            "readReceipt", 400, code="invalid-request", path=self.made, query={"view": "TEST"}, fits=False
        )
        self.reviewer.call("readReceipt", 404, code="not-found", path={"id": NOBODY})
        self.lead.call(
            "reverseDecision", 422, code="text-missing", path=self.made, json_body={"reasons": ""}, fits=False
        )
        self.lead.call("reverseDecision", path=self.made, json_body={"reasons": "TEST the exemption applies"})
        self.lead.call("reverseDecision", path=self.made, json_body={"reasons": "TEST sent twice"})
        self.lead.call("reverseDecision", 404, code="not-found", path={"id": NOBODY}, json_body={"reasons": "TEST"})
        self.reviewer.call("readReceipt", 409, code="not-yet-logged", path=self.made)
        self.admin.call("reportExecution", path=self.made, json_body={"outcome": "carriedOut"})
        self.lead.call("reverseDecision", 409, code="already-undone", path=self.made, json_body={"reasons": "TEST"})
        other = {
            "id": self.admin.call("check", form={"file": self.file, "context": b'{"reference":"TEST post 3"}'})["case"]
        }
        failed = self.reviewer.call("decideCase", 201, path=other, json_body=self.decision())
        self.admin.call("reportExecution", path={"id": failed["id"]}, json_body={"outcome": "failed", "reason": "TEST"})
        self.reviewer.call(
            "decideCase",
            201,
            path=other,
            json_body=self.decision(finding="exempt", exemption="journalism", measure="noAction"),
        )

    def closes_an_account(self):
        word = {"confirmed": True, "reasons": "TEST the account posts nothing else"}
        other = {
            "id": self.admin.call("check", form={"file": self.file, "context": b'{"reference":"TEST post 6"}'})["case"]
        }
        made = self.reviewer.call(
            "decideCase", 201, path=other, json_body=self.decision(measure="closeAccount")
        )
        assert (made["measure"], made["closure"]) == ("suspendAccount", "proposed"), made
        path = {"id": made["id"]}
        wordless = {"confirmed": False, "reasons": " "}
        self.lead.call("judgeClosure", 422, code="text-missing", path=path, json_body=wordless, fits=False)
        self.lead.call("judgeClosure", 409, code="not-suspended-yet", path=path, json_body=word)
        self.admin.call("reportExecution", path=path, json_body={"outcome": "carriedOut"})
        self.reviewer.call("judgeClosure", 409, code="second-person-missing", path=path, json_body=word)
        self.lead.call("judgeClosure", 409, code="no-closure-proposed", path=self.made, json_body=word)
        self.lead.call("judgeClosure", 404, code="not-found", path={"id": NOBODY}, json_body=word)
        closed = self.lead.call("judgeClosure", path=path, json_body=word)
        assert (closed["measure"], closed["closure"]) == ("closeAccount", "confirmed"), closed
        again = self.lead.call("judgeClosure", path=path, json_body=word)
        assert again["closure"] == "confirmed", again
        refused = {**word, "confirmed": False}
        self.lead.call("judgeClosure", 409, code="closure-already-judged", path=path, json_body=refused)
        done = {"outcome": "carriedOut"}
        self.admin.call("reportExecution", 422, code="measure-missing", path=path, json_body=done)
        self.admin.call("reportExecution", 422, code="other-measure", path=path, json_body={**done, "measure": "remove"})
        report = self.admin.call("reportExecution", path=path, json_body={**done, "measure": "closeAccount"})
        assert report["state"] == "carriedOut", report
        self.lead.call("reverseDecision", path=path, json_body={"reasons": "TEST it was another account"})
        self.lead.call("judgeClosure", 409, code="already-undone", path=path, json_body=word)

    def acts_alone(self):
        here = {"id": self.signal}
        looked = {"basis": "shownBy", "lookedAt": "TEST"}
        for client in (self.reviewer, self.lead):
            client.call("viewSignal", path=here)
            client.call("verifySignal", path=here, json_body=looked)
        self.curator.call("verifySignal", 403, code="proposer-verifies", path=here, json_body=looked)
        self.lead.call("switchEnforcement", path={"id": self.bank}, json_body={"enforced": True})
        answer = self.admin.call("check", form={"file": self.file, "context": b'{"reference":"TEST post 4"}'})
        if answer["verdict"] != "act":
            raise RuntimeError("no automatic decision was made: %s" % answer.json)
        automatic = {"id": answer["decision"]}
        self.reviewer.call("readDecision", 422, code="purpose-required", path=automatic)
        wait_for_checkpoint(self.admin, self.admin.call("readStatus")["journalSize"])
        self.reviewer.call("readReceipt", 422, code="purpose-required", path=automatic)
        self.reviewer.call("readDecision", path=automatic, query={"purpose": "audit"})
        self.reviewer.call("readReceipt", path=automatic)
        self.curator.call("withdrawSignal", path=here, json_body={"reason": "TEST"})
        self.curator.call("verifySignal", 409, code="signal-over", path=here, json_body=looked)

    def erases(self):
        self.counsel.call("eraseCase", path=self.case)
        self.counsel.call("eraseCase", 404, code="not-found", path={"id": NOBODY})
        self.reviewer.call("readCase", path=self.case)
        self.reviewer.call("readDecision", path=self.made)
        self.reviewer.call("listCases", query={"state": "closed"})

    def is_alarmed(self, exchange, middleman):
        followed = self.reviewer.call("listExchanges")["items"][0]
        here = {"id": followed["id"]}
        self.reviewer.call("readExchange", path=here)
        self.reviewer.call("readExchange", 404, code="not-found", path={"id": NOBODY})
        self.counsel.call("listExchanges", 403, code="role-not-allowed")
        say = lambda status, code, alarm, reason="TEST it was restored", **more: self.admin.call(
            "acknowledgeAlarm", status, code=code, path=here, json_body={"alarm": alarm, "reason": reason}, **more
        )
        say(409, "no-alarm", "wrongSigner")
        self.admin.call(
            "acknowledgeAlarm",
            404,
            code="not-found",
            path={"id": NOBODY},
            json_body={"alarm": "wrongSigner", "reason": "TEST"},
        )
        ask = lambda status, code, operation, **more: self.lead.call(
            operation, status, code=code, path=exchange.signal, **more
        )
        middleman.is_cut = True
        ask(503, "exchange-unavailable", "viewSignal")
        ask(503, "exchange-unavailable", "giveOpinion", json_body={"confirm": True})
        middleman.is_cut, middleman.spoils_signatures = False, True
        self.waits_for(here, lambda answer: answer.json.get("alarm") == "wrongSigner", "no alarm was raised")
        ask(409, "alarm-stands", "viewSignal")
        ask(409, "alarm-stands", "giveOpinion", json_body={"confirm": True})
        say(409, "alarm-differs", "missingLeaf")
        say(422, "text-missing", "wrongSigner", reason=" ", fits=False)
        say(400, "invalid-request", "TEST", fits=False)
        middleman.spoils_signatures = False
        if not say(200, None, "wrongSigner")["alarmAcknowledged"]:
            raise RuntimeError("an alarm that was acknowledged is not shown as such")
        self.waits_for(here, lambda answer: "alarm" not in answer.json, "the alarm stands for ever")
        ask(200, None, "viewSignal")

    def waits_for(self, exchange, holds, otherwise):
        deadline = time.monotonic() + ALARM_SECONDS_MAX
        while not holds(self.reviewer.call("readExchange", path=exchange)):
            if time.monotonic() > deadline:
                raise RuntimeError(otherwise)
            time.sleep(0.1)

    def is_asked_too_much(self):
        """Last, because it locks this address out for a while."""
        stranger = self.anyone.with_key("TEST-no-key")
        for _ in range(19):
            stranger.call("listCases", 401, code="key-not-valid")
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            try:
                return stranger.call("listCases", 429, code="too-many-failed-authentications")
            except RuntimeError:
                stranger.record.faults.pop()
        raise RuntimeError("bad keys are let try for ever")

"""What members do on an exchange: joining, agreeing, sharing, looking, objecting, handing in."""

import time

from people import LATER, Member, register

NOBODY = "01970000-0000-7000-8000-0000000000ff"
HASH = "0123456789abcdef" * 4
CHECKPOINT_SECONDS_MAX = 30
PAGES_MAX = 100


class Exchange:
    def __init__(self, node, anyone):
        self.anyone = anyone
        self.host = anyone.with_key(node.key)
        status = self.host.call("readStatus")
        self.verifier_key = status["log"]["verifierKey"]
        self.office = Member(status["organisation"], self.host)
        self.secretary = self.office.person("secretary")

    def tell(self):
        self.status()
        self.members()
        self.people_and_keys()
        self.webhooks()
        self.agreement_and_bank()
        self.submissions()
        self.signals()
        self.opinions()
        self.events_and_log()

    def status(self):
        self.anyone.call("isLive")
        self.anyone.call("readStatus")
        self.anyone.with_key("TEST-no-key").call("readStatus", 401, code="key-not-valid")
        self.anyone.call("isLive", 400, code="invalid-request", query={"TEST": "1"}, fits=False)
        self.anyone.call("listOrganisations", 401, code="key-required")

    def members(self):
        host, secretary = self.host, self.secretary
        self.lentera = register(host, secretary, "platform", "Lentera", {"owners": ["owner.lentera"]})
        self.suara = register(host, secretary, "civilSociety", "Suara", {"funders": ["fund.suara"], "owners": []})
        self.amihan = register(host, secretary, "platform", "Amihan", {"owners": ["owner.lentera"]})
        self.third = register(host, secretary, "platform", "Third", {"owners": ["owner.third"]})
        self.unit = register(host, secretary, "authority", "Unit", {"governments": ["gov.test"]})
        host.call("listOrganisations")
        page = host.call("listOrganisations", query={"limit": 2})
        host.call("listOrganisations", query={"limit": 2, "cursor": page["cursor"]})
        host.call("listOrganisations", 400, code="invalid-request", query={"cursor": "TEST"})
        host.call("listOrganisations", 400, code="invalid-request", query={"limit": 0}, fits=False)
        host.call("listOrganisations", 400, code="invalid-request", query={"page": 2}, fits=False)
        self.unit.administrator.call("readOrganisation", path={"id": self.lentera.id})
        host.call("readOrganisation", 404, code="not-found", path={"id": NOBODY})
        host.call("readOrganisation", 400, code="invalid-request", path={"id": "TEST"}, fits=False)
        host.call(
            "registerOrganisation",
            409,
            code="already-registered",
            json_body={"id": self.unit.id, "kind": "authority", "name": "TEST"},
        )
        host.call(
            "registerOrganisation", 422, code="text-missing", json_body={"kind": "oversight", "name": " "}, fits=False
        )
        host.call(
            "registerOrganisation",
            422,
            code="interests-invalid",
            fits=False,
            json_body={"kind": "oversight", "name": "TEST", "interests": {"owners": ["With Space"]}},
        )
        host.call(
            "registerOrganisation", 400, code="invalid-request", json_body={"kind": "TEST", "name": "TEST"}, fits=False
        )
        self.unit.administrator.call(
            "registerOrganisation", 403, code="not-the-operator", json_body={"kind": "oversight", "name": "TEST"}
        )
        standing = lambda word, reason="TEST": {"standing": word, "reason": reason}
        secretary.call(
            "changeStanding", 409, code="own-standing", path={"id": self.office.id}, json_body=standing("suspended")
        )
        secretary.call(
            "changeStanding",
            409,
            code="standing-not-reachable",
            path={"id": self.unit.id},
            json_body=standing("applicant"),
        )
        secretary.call(
            "changeStanding",
            422,
            code="text-missing",
            path={"id": self.unit.id},
            json_body=standing("restricted", ""),
            fits=False,
        )
        secretary.call("changeStanding", 404, code="not-found", path={"id": NOBODY}, json_body=standing("active"))
        host.call("changeStanding", 403, code="person-needed", path={"id": self.unit.id}, json_body=standing("active"))
        self.unit.administrator.call(
            "changeStanding", 403, code="not-the-operator", path={"id": self.unit.id}, json_body=standing("active")
        )
        interests = {"owners": ["owner.amihan"], "funders": ["fund.test", "fund.test"]}
        self.amihan.administrator.call("declareInterests", path={"id": self.amihan.id}, json_body=interests)
        self.amihan.administrator.call(
            "declareInterests", 403, code="not-your-organisation", path={"id": self.unit.id}, json_body={}
        )

    def webhooks(self):
        admin, here = self.lentera.administrator, {"id": self.lentera.id}

        def wanted(address="https://receiver.invalid/TEST", role="curator", kinds=("signal.proposed",)):
            return {"address": address, "role": role, "kinds": list(kinds)}

        made = admin.call("makeWebhook", 201, path=here, json_body=wanted())
        there = {"id": self.lentera.id, "webhook": made["id"]}
        for code, body in (
            ("address-invalid", wanted("http://receiver.invalid/TEST")),
            ("address-invalid", wanted("https://127.0.0.1/TEST")),
            ("kind-not-readable", wanted(kinds=["key.issued"])),
            ("role-not-of-kind", wanted(role="officer")),
        ):
            admin.call("makeWebhook", 422, code=code, path=here, json_body=body)
        admin.call("makeWebhook", 422, code="kinds-missing", path=here, json_body=wanted(kinds=[]), fits=False)
        unit = {"id": self.unit.id}
        walled = wanted(role="administrator", kinds=["signal.proposed"])
        self.unit.administrator.call("makeWebhook", 422, code="kind-not-readable", path=unit, json_body=walled)
        self.host.call("makeWebhook", 404, code="not-found", path=here, json_body=wanted())
        self.officer.call("makeWebhook", 403, code="role-not-allowed", path=unit, json_body=wanted())
        admin.call("listWebhooks", path=here)
        self.host.call("listWebhooks", 404, code="not-found", path=here)
        admin.call("readWebhook", path=there)
        admin.call("readWebhook", 404, code="not-found", path={"id": self.lentera.id, "webhook": NOBODY})
        admin.call("changeWebhookSecret", path=there, json_body={"overlap": 60})
        admin.call(
            "changeWebhookSecret", 422, code="overlap-invalid", path=there, json_body={"overlap": 604801}, fits=False
        )
        admin.call("switchWebhook", path=there, json_body={"on": False})
        admin.call("replayDeliveries", 409, code="webhook-off", path=there, json_body={})
        admin.call("switchWebhook", path=there, json_body={"on": True})
        admin.call("listDeadDeliveries", path=there)
        admin.call("replayDeliveries", path=there, json_body={"positions": [1]})
        admin.call("removeWebhook", 204, path=there)
        admin.call("removeWebhook", 204, path=there)
        admin.call("switchWebhook", 409, code="webhook-removed", path=there, json_body={"on": True})

    def people_and_keys(self):
        member, admin = self.lentera, self.lentera.administrator
        self.proposer = member.person("curator")
        self.looker = self.suara.person("curator")
        self.officer = self.unit.person("officer")
        here = {"id": member.id}
        leaving = admin.call(
            "addPerson", 201, path=here, json_body={"name": "TEST leaving", "roles": ["reviewer", "lead"]}
        )
        admin.call(
            "addPerson", 422, code="roles-missing", path=here, json_body={"name": "TEST", "roles": []}, fits=False
        )
        admin.call(
            "addPerson", 422, code="role-not-of-kind", path=here, json_body={"name": "TEST", "roles": ["officer"]}
        )
        admin.call(
            "addPerson", 404, code="not-found", path={"id": self.unit.id}, json_body={"name": "TEST", "roles": ["lead"]}
        )
        admin.call("listPeople", path=here)
        self.host.call("listPeople", 404, code="not-found", path=here)
        there = {"id": member.id, "person": leaving["id"]}
        admin.call("readPerson", path=there)
        admin.call("readPerson", 404, code="not-found", path={"id": member.id, "person": NOBODY})
        self.host.call("readPerson", 404, code="not-found", path=there)
        admin.call("changePerson", path=there, json_body={"roles": ["curator"]})
        admin.call("changePerson", path=there, json_body={"languages": ["id-ID", "ms"]})
        admin.call("changePerson", 422, code="languages-invalid", path=there, json_body={"languages": ["und"]})
        admin.call("changePerson", 422, code="role-not-of-kind", path=there, json_body={"roles": ["officer"]})
        admin.call("changePerson", 400, code="invalid-request", path=there, json_body={}, fits=False)
        admin.call("invitePerson", path=there)
        admin.call("invitePerson", 404, code="not-found", path={"id": member.id, "person": NOBODY})
        admin.call("closeLogin", 204, path=there)
        admin.call("closeLogin", 404, code="not-found", path={"id": member.id, "person": NOBODY})
        admin.call("changePerson", path=there, json_body={"left": True})
        admin.call("changePerson", 409, code="person-left", path=there, json_body={"roles": ["curator"]})
        admin.call("erasePerson", path=there)
        admin.call("erasePerson", 404, code="not-found", path={"id": member.id, "person": NOBODY})
        admin.call("listPeople", path=here, query={"limit": 1})
        key = admin.call("issueKey", 201, path=here, json_body={"role": "auditor", "vouches": False})
        admin.call("listKeys", path=here)
        admin.call("listKeys", path=here, query={"limit": 1})
        admin.call("readKey", path={"id": member.id, "key": key["id"]})
        admin.call("readKey", 404, code="not-found", path={"id": member.id, "key": NOBODY})
        auditor = admin.with_key(key["secret"])
        auditor.call("listPeople", path=here)
        auditor.call("listKeys", path=here)
        admin.call("revokeKey", 204, path={"id": member.id, "key": key["id"]})
        admin.call("revokeKey", 404, code="not-found", path={"id": member.id, "key": NOBODY})
        admin.with_key(key["secret"]).call("listBanks", 401, code="key-not-valid")
        person = self.proposer.person_id
        for code, body in [
            ("person-unknown", {"role": "curator", "person": NOBODY}),
            ("role-not-held", {"role": "lead", "person": person}),
            ("role-not-of-kind", {"role": "officer"}),
            ("vouching-key-invalid", {"role": "lead", "vouches": True}),
            ("monitoring-key-invalid", {"role": "monitor", "person": person}),
            ("time-passed", {"role": "auditor", "expiresAt": "2018-11-06T01:02:03Z"}),
        ]:
            admin.call("issueKey", 422, code=code, path=here, json_body=body)
        self.host.call("issueKey", 403, code="first-key-only", path=here, json_body={"role": "administrator"})
        admin.call(
            "issueKey",
            400,
            code="invalid-request",
            path=here,
            fits=False,
            json_body={"role": "auditor", "expiresAt": "2018-11-06T01:02:03+07:00"},
        )
        vouching = admin.call("issueKey", 201, path=here, json_body={"role": "curator", "vouches": True})
        self.node_of_lentera = vouching["secret"]
        self.follow_key = self.third.administrator.call(
            "issueKey", 201, path={"id": self.third.id}, json_body={"role": "curator", "vouches": True}
        )["secret"]

    def agreement_and_bank(self):
        host, admin = self.host, self.lentera.administrator
        parties = [self.lentera.id, self.suara.id, self.amihan.id, self.third.id]
        terms = lambda parties, **more: {"title": "TEST agreement", "parties": parties, "use": "block", **more}
        agreement = host.call("proposeAgreement", 201, json_body=terms(parties, validUntil=LATER))
        self.agreement = {"id": agreement["id"]}
        host.call("proposeAgreement", 404, code="party-unknown", json_body=terms([self.lentera.id, NOBODY]))
        host.call("proposeAgreement", 422, code="party-not-eligible", json_body=terms([self.lentera.id, self.unit.id]))
        host.call("proposeAgreement", 422, code="parties-invalid", json_body=terms([self.lentera.id]), fits=False)
        host.call(
            "proposeAgreement", 422, code="time-passed", json_body=terms(parties, validUntil="2018-11-06T01:02:03.5Z")
        )
        opening = {"name": "TEST bank", "agreement": agreement["id"], "settings": {"allowsBlocking": True}}
        admin.call("openBank", 409, code="agreement-not-in-force", json_body=opening)
        for member in (self.lentera, self.suara, self.amihan, self.third):
            member.administrator.call("acceptAgreement", path=self.agreement)
        admin.call("acceptAgreement", 404, code="not-found", path={"id": NOBODY})
        admin.call("acceptAgreement", 413, code="body-too-large", path=self.agreement, json_body={}, fits=False)
        admin.call("readAgreement", path=self.agreement)
        self.unit.administrator.call("readAgreement", 404, code="not-found", path=self.agreement)
        host.call("listAgreements")
        ending = host.call("proposeAgreement", 201, json_body=terms(parties[:2]))
        for member in (self.lentera, self.suara):
            member.administrator.call("acceptAgreement", path={"id": ending["id"]})
        admin.call("leaveAgreement", path={"id": ending["id"]})
        admin.call("leaveAgreement", 404, code="not-found", path={"id": NOBODY})
        admin.call("acceptAgreement", 409, code="agreement-ended", path={"id": ending["id"]})
        self.bank = admin.call("openBank", 201, json_body=opening)["id"]
        here = {"id": self.bank}
        admin.call("openBank", 404, code="not-found", json_body={**opening, "agreement": NOBODY})
        admin.call("openBank", 422, code="text-missing", json_body={"name": ""}, fits=False)
        admin.call("readBank", path=here)
        self.officer.call("readBank", 403, code="kind-not-allowed", path=here)
        admin.call("listBanks", query={"limit": 1})
        admin.call("changeBank", path=here, json_body={"rolloutPercent": 50})
        admin.call("changeBank", 422, code="bank-settings-invalid", path=here, json_body={"radius": 5, "actRadius": 6})
        admin.call("changeBank", 400, code="invalid-request", path=here, json_body={"radus": 5}, fits=False)
        self.suara.administrator.call("changeBank", 403, code="not-the-owner", path=here, json_body={"radius": 20})
        admin.call("switchEnforcement", 403, code="not-on-this-node", path=here, json_body={"enforced": True})
        listed = admin.call(
            "openBank",
            201,
            json_body={
                "name": "TEST list",
                "verifier": {"name": "TEST body", "criteria": "TEST criteria", "contact": "a@b.example"},
            },
        )
        closing = {"id": listed["id"]}
        admin.call("closeBank", path=closing)
        admin.call("changeBank", 409, code="bank-closed", path=closing, json_body={"radius": 20})
        self.suara.administrator.call("closeBank", 404, code="not-found", path=closing)

    def submissions(self):
        content = {
            "kind": "video",
            "behaviours": ["recruitment"],
            "reference": "https://video.example/TEST",
            "reasons": "TEST",
        }
        submitted = self.officer.call("submit", 201, json_body=content)
        self.submission = submitted["id"]
        declined = self.officer.call("submit", 201, json_body=content)
        here = {"id": declined["id"]}
        self.officer.call("submit", 422, code="behaviours-missing", json_body={**content, "behaviours": []}, fits=False)
        self.officer.call("submit", 400, code="invalid-request", json_body={**content, "kind": "TEST"}, fits=False)
        self.officer.call("listSubmissions")
        self.proposer.call("listSubmissions", query={"limit": 1})
        self.officer.call("readSubmission", path=here)
        self.officer.call("readSubmission", 404, code="not-found", path={"id": NOBODY})
        self.officer.call("declineSubmission", 403, code="kind-not-allowed", path=here, json_body={"reason": "TEST"})
        self.proposer.call("declineSubmission", path=here, json_body={"reason": "TEST a news report"})
        self.proposer.call("declineSubmission", 409, code="already-answered", path=here, json_body={"reason": "TEST"})
        self.proposer.call(
            "declineSubmission", 404, code="not-found", path={"id": NOBODY}, json_body={"reason": "TEST"}
        )
        self.officer.call("readSubmission", path=here)

    def proposal(self, value=HASH, **more):
        return {
            "bank": self.bank,
            "kind": "image",
            "behaviours": ["graphicViolence"],
            "rationale": "TEST",
            "exemptionAssessment": "TEST",
            "fingerprints": [{"kind": "pdq", "value": value}],
            **more,
        }

    def signals(self):
        link = {"link": "https://lentera.example/viewing/1", "expiresAt": soon()}
        signal = self.proposer.call(
            "proposeSignals",
            201,
            json_body=self.proposal(
                HASH.upper(),
                viewing=link,
                source="TEST forum",
                expiresAt=soon(),
                provenance={"source": "submission", "submission": self.submission},
            ),
        )
        self.signal = {"id": signal["id"]}
        batch = self.proposer.call(
            "proposeSignals",
            200,
            json_body={
                "signals": [
                    self.proposal("1" * 64),
                    self.proposal("2" * 64, fingerprints=[{"kind": "md5", "value": "0" * 32}]),
                ]
            },
        )
        self.plain = {"id": batch["results"][0]["id"]}
        refusals = [
            (404, "not-found", {"bank": NOBODY}, True),
            (404, "not-found", {"provenance": {"source": "submission", "submission": NOBODY}}, True),
            (422, "provenance-invalid", {"provenance": {"source": "submission"}}, False),
            (422, "provenance-invalid", {"provenance": {"source": "externalList"}}, True),
            (422, "fingerprints-invalid", {"fingerprints": []}, False),
            (422, "kind-not-proposable", {"fingerprints": [{"kind": "md5", "value": "0" * 32}]}, True),
            (422, "behaviours-missing", {"behaviours": []}, False),
            (422, "expiry-invalid", {"expiresAt": LATER}, True),
            (422, "link-invalid", {"viewing": {"link": "ftp://TEST", "expiresAt": soon()}}, False),
            (422, "viewing-expiry-invalid", {"viewing": {**link, "expiresAt": LATER}}, True),
            (422, "text-missing", {"rationale": " "}, False),
            (422, "text-too-long", {"source": "T" * 10001}, False),
            (400, "invalid-request", {"fingerprints": [{"kind": "tlsh", "value": "TEST"}]}, False),
            (400, "invalid-request", {"TEST": 1}, False),
        ]
        for status, code, change, fits in refusals:
            self.proposer.call("proposeSignals", status, code=code, json_body=self.proposal(**change), fits=fits)
        self.proposer.call("proposeSignals", 422, code="batch-invalid", json_body={"signals": []}, fits=False)
        self.refuses_colleagues()
        self.lentera.administrator.call("proposeSignals", 403, code="role-not-allowed", json_body=self.proposal())
        for query in (
            {},
            {"limit": 1},
            {"state": "proposed"},
            {"bank": self.bank},
            {"proposer": self.lentera.id},
            {"pdq": HASH.upper()},
            {"sha256": "0" * 64},
            {"md5": "0" * 32},
        ):
            self.looker.call("listSignals", query=query)
        self.looker.call("listSignals", 400, code="invalid-request", query={"state": "TEST"}, fits=False)
        self.looker.call("readSignal", path=self.signal)
        self.looker.call("readSignal", 404, code="not-found", path={"id": NOBODY})

    def refuses_colleagues(self):
        """In a bank of one's own nobody of another kind of key, and nothing of a submission."""
        own = self.lentera.administrator.call("openBank", 201, json_body={"name": "TEST own bank"})["id"]
        origin = {"source": "submission", "submission": self.submission}
        self.proposer.call(
            "proposeSignals",
            409,
            code="submission-needs-members",
            json_body=self.proposal("4" * 64, bank=own, provenance=origin),
        )
        signal = self.proposer.call("proposeSignals", 201, json_body=self.proposal("4" * 64, bank=own))
        self.anyone.with_key(self.node_of_lentera, person=NOBODY).call(
            "verifySignal",
            403,
            code="persons-not-comparable",
            path={"id": signal["id"]},
            json_body={"basis": "ownMatch", "lookedAt": "TEST"},
        )

    def opinions(self):
        looked = lambda basis: {"basis": basis, "lookedAt": "TEST the whole picture"}
        verify = lambda client, status, code, body, **more: client.call(
            "verifySignal", status, code=code, path=self.signal, json_body=body, **more
        )
        verify(self.proposer, 403, "proposer-verifies", looked("shownBy"))
        verify(self.looker, 409, "not-viewed", looked("shownBy"))
        verify(self.looker, 409, "no-own-match", looked("ownMatch"))
        self.looker.call("viewSignal", path=self.signal)
        self.looker.call("viewSignal", 409, code="no-link", path=self.plain)
        self.looker.call("viewSignal", 404, code="not-found", path={"id": NOBODY})
        verify(self.looker, 422, "text-missing", {"basis": "shownBy", "lookedAt": ""}, fits=False)
        verify(self.looker, 200, None, looked("shownBy"))
        verify(self.looker, 409, "already-verified", looked("shownBy"))
        officer = self.officer
        officer.call("verifySignal", 403, code="kind-not-allowed", path=self.signal, json_body=looked("shownBy"))
        # Amihan's node speaks for a person whose id it keeps to itself.
        key = self.amihan.administrator.call(
            "issueKey", 201, path={"id": self.amihan.id}, json_body={"role": "curator", "vouches": True}
        )
        node = self.anyone.with_key(key["secret"])
        node.call("verifySignal", 403, code="person-needed", path=self.signal, json_body=looked("ownMatch"))
        person = self.anyone.with_key(key["secret"], person=NOBODY)
        person.call("verifySignal", path=self.signal, json_body={**looked("ownMatch"), "dispatch": NOBODY})
        self.anyone.with_key(key["secret"], person="TEST").call(
            "verifySignal", 400, code="invalid-request", path=self.signal, json_body=looked("ownMatch"), fits=False
        )
        self.looker.with_key(self.looker.key, person=NOBODY).call(
            "verifySignal", 403, code="may-not-vouch", path=self.signal, json_body=looked("ownMatch")
        )
        give = lambda status, code, body, **more: self.looker.call(
            "giveOpinion", status, code=code, path=self.plain, json_body=body, **more
        )
        give(200, None, {"category": "seed"})
        give(422, "text-missing", {"category": "negative"})
        give(200, None, {"category": "negative", "reason": "TEST a news report"})
        give(409, "nothing-to-confirm", {"confirm": True})
        give(400, "invalid-request", {"confirm": True, "category": "seed"}, fits=False)
        give(400, "invalid-request", {}, fits=False)
        self.looker.call("listSignals", query={"state": "disputed"})
        self.looker.call("withdrawSignal", 403, code="not-the-proposer", path=self.plain, json_body={"reason": "TEST"})
        self.proposer.call("withdrawSignal", path=self.plain, json_body={"reason": "TEST an error"})
        self.looker.call("giveOpinion", 409, code="signal-over", path=self.plain, json_body={"category": "positive"})
        self.looker.call("verifySignal", 409, code="signal-over", path=self.plain, json_body=looked("shownBy"))
        self.proposer.call("withdrawSignal", 404, code="not-found", path={"id": NOBODY}, json_body={"reason": "TEST"})

    def events_and_log(self):
        reader = self.looker
        page = reader.call("readEvents", query={"limit": 3})
        reader.call("readEvents", query={"cursor": page["cursor"], "wait": 1})
        reader.call("readEvents", 422, code="cursor-invalid", query={"cursor": "TEST"})
        reader.call("readEvents", 400, code="invalid-request", query={"wait": 31}, fits=False)
        self.officer.call("readEvents")
        self.reaches_the_end(reader)
        self.erases_texts()
        wait_for_checkpoint(self.host)
        self.anyone.call("readCheckpoint")
        size = self.host.call("readStatus")["log"]["size"]
        for tile in ("0/000.p/%d" % min(size, 255), "entries/000.p/%d" % min(size, 255)):
            self.anyone.call("readTile", path={"tile": tile})
        self.anyone.call("readTile", 404, code="not-found", path={"tile": "7/000"})
        self.bundles(size)
        self.host.call(
            "check", 403, code="not-on-this-node", json_body={"fingerprints": [{"kind": "pdq", "value": HASH}]}
        )

    def bundles(self, size):
        """What a member's node may see, as a file."""
        node = self.anyone.with_key(self.node_of_lentera)
        whole = node.call("exportBundle").body.splitlines()
        if len(whole) < 3 or b'"seal"' not in whole[-1]:
            raise RuntimeError("the bundle is not whole")
        node.call("exportBundle", query={"after": 3, "verified": 2, "positions": 5})
        self.looker.call("exportBundle", 403, code="not-a-node")
        node.call("exportBundle", 422, code="bundle-position", query={"after": size + 10**6})
        node.call("exportBundle", 400, code="invalid-request", query={"positions": 0}, fits=False)

    def reaches_the_end(self, reader):
        """Nothing more is there once the cursor stays."""
        cursor = reader.call("readEvents")["cursor"]
        for _ in range(PAGES_MAX):
            page = reader.call("readEvents", query={"cursor": cursor})
            if not page["events"] and page["cursor"] == cursor:
                return
            cursor = page["cursor"]
        raise RuntimeError("the journal has no end")

    def erases_texts(self):
        counsel = self.suara.person("counsel")
        found = {}
        for key, signal in (("lookedAt", self.signal), ("reason", self.plain)):
            kind = "verifications" if key == "lookedAt" else "opinions"
            words = self.looker.call("readSignal", path=signal)[kind]
            found[key] = next(word for word in words if word["organisation"] == self.suara.id)
        erase = lambda client, place, part, status=200, code=None, reason="TEST it names a person", **more: client.call(
            "eraseTexts",
            status,
            code=code,
            path={"position": str(place)},
            json_body={"parts": [part], "reason": reason},
            **more
        )
        place = found["lookedAt"]["position"]
        erase(counsel, place, "TEST", 422, "parts-unknown")
        erase(counsel, place, "lookedAt", 422, "text-missing", reason=" ", fits=False)
        erase(self.looker, place, "lookedAt", 403, "role-not-allowed")
        erase(counsel, 10**9, "lookedAt", 404, "not-found")
        counsel.call(
            "eraseTexts",
            400,
            code="invalid-request",
            path={"position": "TEST"},
            json_body={"parts": ["reason"], "reason": "TEST"},
            fits=False,
        )
        proposed = self.looker.call("readSignal", path=self.signal)["position"]
        erase(counsel, proposed, "rationale", 404, "not-found")
        erase(self.lentera.person("counsel"), proposed, "rationale", 409, "text-still-needed")
        if erase(counsel, place, "lookedAt")["erased"] != 1 or erase(counsel, place, "lookedAt")["erased"] != 0:
            raise RuntimeError("a text is erased once")
        if "lookedAt" in next(
            word
            for word in self.looker.call("readSignal", path=self.signal)["verifications"]
            if word["organisation"] == self.suara.id
        ):
            raise RuntimeError("a text that was erased is shown")
        erase(counsel, found["reason"]["position"], "reason")


def soon():
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86_400))


def wait_for_checkpoint(client, size=1):
    deadline = time.monotonic() + CHECKPOINT_SECONDS_MAX
    while client.call("readStatus")["log"]["size"] < size:
        if time.monotonic() > deadline:
            raise RuntimeError("no checkpoint was signed")
        time.sleep(0.1)

/// The fields of an act in words.
package enum FieldWords {
    /// The page of the catalogue that has the words of a fact, by the name of the fact and, where that is not enough, the family
    /// of the act or its type.
    private static let pages: [String: String] = [
        "measure": "measure", "proposedMeasure": "measure", "finding": "finding", "ground": "ground",
        "exemption": "exemption", "alarm": "alarm",
        "role": "role", "roles": "role", "standing": "standing", "use": "agreementUse", "category": "opinion",
        "assessment.category": "dataCategory", "request.category": "dataCategory", "categories": "dataCategory",
        "behaviours": "behaviour", "basis": "basis", "organisation.kind": "organisationKind",
        "signal.kind": "contentKind", "submission.kind": "contentKind", "submission.outcome": "submissionState",
        "request.outcome": "itemOutcome", "threatAlert.outcome": "threatOutcome",
        "threatNotice.outcome": "threatOutcome", "request.finding": "itemFinding", "request.ground": "requestGround",
        "alert.kind": "alertKind", "assessment.kind": "requestKind", "officer.kind": "keyKind",
        "reading.kind": "readingKind", "requestDraft.kind": "requestKind",
        "request.authorisation": "authorisationSource",
        "assessment.dangers": "danger", "threatAlert.dangers": "threatDanger", "hindrance": "threatHindrance",
        "level": "threatLevel", "defects": "formDefect", "factors": "riskFactor", "protectedRoles": "protectedRole",
        "assessment.method": "identityMethod", "result": "identityResult", "function": "officeFunction",
        "rank": "role", "office.texts": "register", "revocation": "keyRevocation", "purpose": "readingPurpose",
        "consequence": "clockConsequence", "subjectKind": "clockSubject", "ending": "clockEnding",
        "channel": "arrival", "firstContact": "firstOrder", "request.filed.kind": "requestKind",
        "request.itemFiled.kind": "itemKind", "case.returned.cause": "caseReturn", "case.skipped.reason": "skipReason",
        "clock.stopped.reason": "stopReason", "request.clockStopped.reason": "stopReason",
        "session.method": "loginMethod", "session.reason": "sessionEnd", "webhook.reason": "webhookOff",
        "kinds": acts, "parts": parts, "dispatch.refused.code": "refusal", "request.turnedAway.code": "refusal",
        "threatAlert.undelivered.code": "refusal",
        // What is within a fact.
        "addressee.kind": "requests", "addressees.kind": "requests", "atEnd": "role",
        "authorityWord._1": "authorityWord",
        "behaviour": "behaviour", "clockStopped.reason": "stopReason", "colourScheme": "colourScheme",
        "context.kind": "contentKind", "dataCategories": "dataCategory", "disclosed.category": "dataCategory",
        "duration.unit": "clockUnit", "exchange.eventReceived.event.type": acts, "filter.assignment": "caseAssignment",
        "filter.kind": "contentKind", "filter.queue": "caseQueue", "filter.state": "caseState",
        "fingerprints.kind": "fingerprintKind", "functions": "officeFunction", "matches.kind": "fingerprintKind",
        "matches.rule": "rule", "optedOut": "behaviour", "outcomes.outcome": "itemOutcome",
        "proportionality.authorisation": "authorisationSource", "proportionality.dangers": "danger",
        "reported._0": "threatOutcome", "signal.provenance.source": "provenance", "stage": "exerciseStage",
        "stopReasons": "stopReason", "terms.authorisation": "requiredAuthorisation", "terms.form": "requestForm",
        "terms.kind": "requestKind", "terms.start": "clockStart", "terms.zone": "clockZone", "verdict": "verdict",
        "week.days": "weekday",
    ]
    /// The page of what is the type of an act.
    private static let acts = "event"
    /// The page of what is the name of a field.
    private static let parts = "fieldName"

    /// The texts of names that mean something else in some family of acts, and of those that a page has words for already.
    private static let names: [String: String] = [
        "assessment.category": "fieldName.dataCategory", "request.category": "fieldName.dataCategory",
        "clock.subject": "envelope.subject", "clockRule.by": "fieldName.replacedBy",
        "exposure.subject": "envelope.subject", "instrument.by": "fieldName.replacedBy",
        "reading.subject": "envelope.subject",
        "account": "case.account", "addressee": "document.addressee", "adviser": "assess.adviser",
        "agrees": "assess.agrees", "ahead": "exercises.notFiled", "answer": "requests.answer",
        "approvedBy": "threats.approvedBy", "assessment": "readingKind.assessment", "authorisation": "requests.source",
        "authority": "register.authority", "authorityContact": "paper.authorityContact",
        "authorityName": "paper.authorityName", "bank.contact": "bank.contact", "batch": "readingKind.requestDraft",
        "by": "readings.person", "callBack": "assess.callBack", "callBackSource": "assess.callBackSource",
        "canaries": "alerts.canaries", "certificate": "keyKind.certificate", "choice": "threats.choice",
        "confirmation": "register.confirmation", "confirmedBy": "clockRules.confirmedBy",
        "confirmedOn": "register.confirmedOn", "consequence": "clockRules.consequence", "contact": "register.contact",
        "country": "requests.country", "criteria": "bank.criteria", "dangers": "assess.dangers",
        "defects": "assess.defects", "document": "requests.document", "draft": "readingKind.requestDraft",
        "dueAt": "threats.dueAt", "earlier": "assess.earlier", "email": "document.email", "entries": "alerts.roster",
        "factors": "assess.factors", "file": "assess.file", "filter": "requests.filter",
        "formalDueAt": "assess.formalDue", "function": "register.function", "handedAt": "assess.handedAt",
        "how": "register.how",
        "identifiers": "threats.identifiers", "instrument": "requests.instrument",
        "instruments": "register.instruments", "isExternalList": "bank.externalTitle",
        "isTemporary": "assess.temporary", "isUnregistered": "paper.noOffice", "issuedAt": "document.issuedAt",
        "items": "document.items", "key": "register.key", "kinds": "webhooks.kinds", "language": "requests.language",
        "languages": "people.languages", "law": "register.law", "legalBasis": "document.legalBasis",
        "level": "threats.level", "link": "case.link", "markedItem": "fieldName.itemKey",
        "measureEndsAt": "assess.measureEnds", "needsCoSignature": "register.coSigned", "note": "requests.note",
        "noticeDueAt": "assess.noticeDue", "number": "document.number", "office": "register.office",
        "officer": "register.officer", "order": "register.warningOrder", "organisation": "envelope.organisation",
        "passkeyName": "passkey.name", "password": "setup.password", "post": "register.post",
        "proportionality": "assess.finding", "protectedRoles": "assess.protectedRoles",
        "publicKey": "register.publicKey", "purpose": "readings.purpose", "rank": "register.rank",
        "reasonNotAccepted": "register.notAccepted", "receivedAt": "document.receivedAt",
        "recommended": "threats.recommended", "renews": "requests.renews", "request": "exercises.request",
        "requests": "exercises.requests", "result": "assess.result", "revocation": "register.why",
        "rule": "clocks.rule", "sameTargetElsewhere": "riskFactor.sameTargetElsewhere", "scan": "requests.scan",
        "script": "exercises.script", "seenAt": "threats.seenAt", "sha256": "document.digest",
        "silentUntil": "requests.silentUntil", "sourceDate": "clockRules.sourceDate", "startedAt": "exercises.began",
        "startedFrom": "threats.case", "startedFromRequest": "threats.request", "subjectKind": "clocks.about",
        "summary": "clockRules.says",
        "supervisor": "role.supervisor", "supervisorName": "paper.supervisorName", "telephone": "register.telephone",
        "telephoneSource": "register.telephoneSource", "texts": "fieldName.parts", "tokenHash": "fieldName.secretHash",
        "verifier": "bank.verifier", "vouched": "register.vouched", "waitsUntil": "requests.waitsUntil",
        "what": "threats.what", "why": "threats.why", "zone": "register.zone",
        // What is within a fact.
        "act": "verdict.act", "actRadius": "bank.actRadius", "allowsBlocking": "bank.allowsBlocking",
        "assignment": "queue.assignment",
        "authorityWord._0": "exercises.request", "authorityWord._1": "clockRules.says", "behaviour": "queue.behaviour",
        "blursMedia": "preferences.blurs", "clear": "verdict.clear", "clock": "register.clock",
        "colourScheme": "preferences.colourScheme",
        "contentAndForm": "rabat.contentAndForm", "counts.bytes": "fieldName.otherFiles",
        "dataCategories": "register.data", "disclosed.category": "fieldName.dataCategory", "disputed": "case.disputed",
        "distance": "case.distance", "duration": "clockRules.duration",
        "exchange.eventReceived.event.actor": "envelope.actor", "exchange.eventReceived.event.facts": "act.says",
        "exchange.eventReceived.event.organisation": "envelope.organisation",
        "exchange.eventReceived.event.subject": "envelope.subject",
        "exchange.eventReceived.event.time": "envelope.time", "exchange.eventReceived.event.type": "envelope.type",
        "exchange.eventReceived.event.version": "envelope.version", "extent": "rabat.extent",
        "fingerprint": "signals.fingerprint", "fingerprints.value": "act.value",
        "firstContactClock": "register.firstContact", "flaggedAt": "threats.raisedAt", "funders": "members.funders",
        "governments": "members.governments", "greysMedia": "preferences.greys",
        "hasLegitimateAim": "findingCheck.hasLegitimateAim", "id": "members.id", "intent": "rabat.intent",
        "isAccepted": "register.accepted", "isCompetent": "findingCheck.isCompetent",
        "isSpecific": "findingCheck.isSpecific", "likelihood": "rabat.likelihood", "matches.rule": "case.rule",
        "message.opinion": "fieldName.category", "message.threat": "threatNotices.one",
        "message.threatWord": "fieldName.authorityWord", "optedOut": "preferences.without",
        "owners": "members.owners", "postedAt": "case.postedAt", "preservationClock": "register.preservation",
        "proportionality.authorisation": "assess.authorisation", "queue": "queue.queue", "rabat": "assess.rabat",
        "rabat.context": "rabat.context", "radius": "bank.radius", "redressClock": "register.redress",
        "request._0": "exercises.request", "request._1": "clockRules.says",
        "request._1.acknowledged": "event.requestAcknowledged", "request._1.answered": "event.requestAnswered",
        "request._1.clockResumed": "event.requestClockResumed",
        "request._1.clockStopped": "event.requestClockStopped", "request._1.disclosed": "event.requestDisclosed",
        "request._1.forgeryTakenBack": "event.requestForgeryTakenBack",
        "request._1.foundForged": "event.requestFoundForged",
        "request._1.itemReversed": "event.requestItemReversed",
        "request._1.personTold": "event.requestPersonTold", "review": "verdict.review",
        "silenceEndsAt": "assess.silenceEndsAt",
        "speaker": "rabat.speaker", "state": "queue.state", "submission": "submissions.one",
        "tellsPerson": "findingCheck.tellsPerson", "terms.authorisation": "register.authorisation",
        "terms.steps": "clockRules.told", "threat._0": "threatNotices.one", "threat._1": "fieldName.envelope",
        "threatWord._0": "threatNotices.one", "threatWord._1": "clockRules.says",
        "threatWord._1.acknowledged": "event.threatNoticeAcknowledged",
        "threatWord._1.reported": "fieldName.outcome", "verdict": "check.answer", "views": "case.views",
        "wouldLessDo": "findingCheck.wouldLessDo",
    ]

    /// What a field is called.
    ///
    /// - Parameters:
    ///   - field: its name in the facts or the sealed parts, as `dueAt`; of what has no name of its own there, the names that
    ///     lead to it, as `terms.duration.unit`.
    ///   - type: the type of the act.
    ///   - texts: the texts to say it in.
    /// - Returns: `nil` where there are no words for it.
    package static func name(of field: String, in type: String, _ texts: Catalogue) -> String? {
        let own = field.split(separator: ".").last ?? ""
        let key = entry(of: field, in: type, names) ?? "fieldName.\(own)"
        return texts.has(key) ? texts.text(key) : nil
    }

    /// What a word of the domain says that is the value of a field, or one of its values.
    ///
    /// - Parameters:
    ///   - value: the word, as `removalOrder`.
    ///   - field: the field's name in the facts, as `kind`, or the names that lead to it, as `matches.kind`.
    ///   - type: the type of the act.
    ///   - texts: the texts to say it in.
    /// - Returns: `nil` where there are no words for it.
    package static func word(_ value: String, of field: String, in type: String, _ texts: Catalogue) -> String? {
        guard let page = entry(of: field, in: type, pages) else { return nil }
        if page == parts { return name(of: value, in: type, texts) }
        if page == acts {
            let act = texts.act(value)
            return act == value ? nil : act
        }
        let key = "\(page).\(value)"
        guard texts.has(key) else { return nil }
        let said = texts.text(key)
        // What a refusal counted or named is not kept with its code.
        return said == key || said.contains("{") ? nil : said
    }

    /// What a table has for a field: under the type of the act, under its family, or under the names that lead to the field, of
    /// which the first ones may be left out.
    private static func entry(of field: String, in type: String, _ table: [String: String]) -> String? {
        let family = type.prefix { $0 != "." }
        if let entry = table["\(type).\(field)"] ?? table["\(family).\(field)"] { return entry }
        var names = Substring(field)
        while true {
            if let entry = table[String(names)] { return entry }
            guard let dot = names.firstIndex(of: ".") else { return nil }
            names = names[names.index(after: dot)...]
        }
    }
}

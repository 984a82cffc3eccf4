import CanonicalJSON
import Cooperation
import TransparencyLog

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
        "formalDueAt": "assess.formalDue", "function": "register.function", "how": "register.how",
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
        "startedFrom": "threats.case", "subjectKind": "clocks.about", "summary": "clockRules.says",
        "supervisor": "role.supervisor", "supervisorName": "paper.supervisorName", "telephone": "register.telephone",
        "telephoneSource": "register.telephoneSource", "texts": "fieldName.parts", "tokenHash": "fieldName.secretHash",
        "verifier": "bank.verifier", "vouched": "register.vouched", "waitsUntil": "requests.waitsUntil",
        "what": "threats.what", "why": "threats.why", "zone": "register.zone",
    ]

    private static let fact = "fact."
    private static let sealed = "sealed."

    /// One field as a term and what it says.
    static func fact(_ field: ShownField, of type: String, for reader: Reader) -> Fact {
        let full = field.name.text
        let short = full.hasPrefix(fact) ? String(full.dropFirst(fact.count)) : full.replacing(sealed, with: "")
        let (text, isCode) = words(field.value, of: short, in: type, for: reader)
        let envelope = "envelope." + full
        return Fact(
            reader.texts.has(envelope)
                ? reader.texts.text(envelope) : name(of: short, in: type, reader.texts) ?? short,
            text,
            isCode: isCode
        )
    }

    /// What a field is called.
    ///
    /// - Parameters:
    ///   - field: its name in the facts or the sealed parts, as `dueAt`.
    ///   - type: the type of the act.
    ///   - texts: the texts to say it in.
    /// - Returns: `nil` where there are no words for it.
    package static func name(of field: String, in type: String, _ texts: Catalogue) -> String? {
        let key = entry(of: field, in: type, names) ?? "fieldName." + field
        return texts.has(key) ? texts.text(key) : nil
    }

    /// What a word of the domain says that is the value of a field, or one of its values.
    ///
    /// - Parameters:
    ///   - value: the word, as `removalOrder`.
    ///   - field: the field's name in the facts, as `kind`.
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

    /// What a table has for a field: under the type of the act, under its family, or under the field alone.
    private static func entry(of field: String, in type: String, _ table: [String: String]) -> String? {
        let family = type.prefix { $0 != "." }
        return table["\(type).\(field)"] ?? table["\(family).\(field)"] ?? table[field]
    }

    private static func words(
        _ value: JSONValue,
        of field: String,
        in type: String,
        for reader: Reader
    ) -> (text: String, isCode: Bool) {
        let texts = reader.texts
        switch value {
        case .null: return (texts.text("act.nothing"), false)
        case .bool(let flag): return (texts.text(flag ? "act.yes" : "act.no"), false)
        case .integer(let number): return (reader.number(number), false)
        case .string(let text):
            if let said = word(text, of: field, in: type, texts) { return (said, false) }
            if let time = Timestamp(text) { return (reader.time(time).text, false) }
            if Identifier(text) != nil || LogHash(hex: text) != nil { return (text, true) }
            return (text == "everywhere" ? texts.text("decide.everywhere") : text, false)
        case .array(let values):
            guard !values.isEmpty else { return (texts.text("act.nothing"), false) }
            let said = values.map { words($0, of: field, in: type, for: reader) }
            return (said.map(\.text).joined(separator: ", "), said.contains { $0.isCode })
        case .object: return (value.canonicalString, true)
        }
    }
}

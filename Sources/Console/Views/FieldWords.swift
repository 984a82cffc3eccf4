import CanonicalJSON
import Cooperation
import TransparencyLog

/// The fields of an act in words.
enum FieldWords {
    /// The page of the catalogue that has the words of a fact, by the name of the fact and, where that is not enough, the family
    /// of the act.
    private static let pages: [String: String] = [
        "measure": "measure", "proposedMeasure": "measure", "finding": "finding", "ground": "ground",
        "exemption": "exemption", "alarm": "alarm",
        "role": "role", "roles": "role", "standing": "standing", "use": "agreementUse", "category": "opinion",
        "assessment.category": "dataCategory", "request.category": "dataCategory", "categories": "dataCategory",
        "behaviours": "behaviour", "basis": "basis", "organisation.kind": "organisationKind",
        "signal.kind": "contentKind", "submission.kind": "contentKind", "outcome": "submissionOutcome",
        "request.outcome": "itemOutcome", "threatAlert.outcome": "threatOutcome",
        "threatNotice.outcome": "threatOutcome", "request.finding": "itemFinding", "request.ground": "requestGround",
        "alert.kind": "alertKind", "assessment.kind": "requestKind", "officer.kind": "keyKind",
        "reading.kind": "readingKind", "requestDraft.kind": "requestKind",
        "request.authorisation": "authorisationSource",
        "assessment.dangers": "danger", "threatAlert.dangers": "threatDanger", "hindrance": "threatHindrance",
        "level": "threatLevel", "defects": "formDefect", "factors": "riskFactor", "protectedRoles": "protectedRole",
        "assessment.method": "identityMethod", "result": "identityResult", "function": "officeFunction",
        "rank": "role", "office.texts": "register", "revocation": "keyRevocation", "purpose": "readingPurpose",
        "consequence": "clockConsequence", "subjectKind": "clockSubject",
    ]

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
    static func fact(_ field: ShownField, of family: String, for reader: Reader) -> Fact {
        let name = field.name.text
        let short = name.hasPrefix(fact) ? String(name.dropFirst(fact.count)) : name.replacing(sealed, with: "")
        let (text, isCode) = words(field.value, pages["\(family).\(short)"] ?? pages[short], for: reader)
        let envelope = "envelope." + name
        return Fact(
            reader.texts.has(envelope) ? reader.texts.text(envelope) : label(short, of: family, in: reader.texts),
            text,
            isCode: isCode
        )
    }

    /// What a field is called.
    private static func label(_ name: String, of family: String, in texts: Catalogue) -> String {
        let key = names["\(family).\(name)"] ?? "fieldName." + name
        if texts.has(key) { return texts.text(key) }
        return names[name].map { texts.text($0) } ?? name
    }

    private static func words(_ value: JSONValue, _ page: String?, for reader: Reader) -> (text: String, isCode: Bool) {
        let texts = reader.texts
        switch value {
        case .null: return (texts.text("act.nothing"), false)
        case .bool(let flag): return (texts.text(flag ? "act.yes" : "act.no"), false)
        case .integer(let number): return (reader.number(number), false)
        case .string(let text):
            if let page, texts.has("\(page).\(text)") { return (texts.text("\(page).\(text)"), false) }
            if let time = Timestamp(text) { return (reader.time(time).text, false) }
            if Identifier(text) != nil || LogHash(hex: text) != nil { return (text, true) }
            return (text == "everywhere" ? texts.text("decide.everywhere") : text, false)
        case .array(let values):
            guard !values.isEmpty else { return (texts.text("act.nothing"), false) }
            let parts = values.map { words($0, page, for: reader) }
            return (parts.map(\.text).joined(separator: ", "), parts.contains { $0.isCode })
        case .object: return (value.canonicalString, true)
        }
    }
}

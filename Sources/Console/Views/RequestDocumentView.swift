import Cooperation
import Services

/// A request's document as people read it.
struct RequestDocumentView {
    let document: RequestDocument
    let authority: String?
    let addressee: String?

    /// What stands at the top: who asks whom for what.
    func head(in texts: Catalogue) -> [Fact] {
        [
            Fact(texts.label("kindOfRequest"), texts.word("requestKind", document.kind)),
            Fact(texts.label("recipient"), addressee ?? document.addresseeName ?? document.addressee.id.description),
            Fact(texts.label("askedBy"), authority ?? document.authority.description),
            Fact(texts.label("instrument"), document.instrument, isCode: true),
            Fact(texts.label("issuedAt"), texts.formats.time(document.issuedAt, .minute) + " UTC"),
            Fact(texts.label("country"), document.country),
            Fact(texts.label("territory"), texts.territory(document.territory)),
        ] + Fact.optional(texts.text("requests.territoryReasons"), document.territoryReasons) + [
            Fact(texts.label("reference"), document.id.description, isCode: true)
        ]
    }

    /// The law, the data and the danger, as far as they are there.
    func law(in texts: Catalogue) -> [Fact] {
        var facts = Fact.optional(texts.label("legalBasis"), document.legalBasis?.statute)
        facts += Fact.optional(texts.label("number"), document.legalBasis?.number)
        if let authorisation = document.legalBasis?.authorisation {
            let day = texts.formats.time(authorisation.givenAt, .date)
            let source = texts.word("authorisationSource", authorisation.source)
            facts.append(Fact(texts.label("source"), "\(source), \(authorisation.number), \(day)"))
        }
        facts += Fact.optional(texts.label("offence"), document.offence)
        if !document.categories.isEmpty {
            facts.append(Fact(texts.label("categories"), texts.words("dataCategory", document.categories)))
        }
        if let period = document.period {
            let days = [period.from, period.until].map { texts.formats.time($0, .date) }
            facts.append(Fact(texts.label("from"), days.joined(separator: " – ")))
        }
        if let emergency = document.emergency {
            facts.append(Fact(texts.label("nature"), texts.word("emergencyNature", emergency.nature)))
            facts.append(Fact(texts.label("atRisk"), emergency.atRisk))
            facts.append(Fact(texts.label("whyImminent"), emergency.whyImminent))
            facts += Fact.optional(
                texts.label("expectedAt"),
                emergency.expectedAt.map { texts.formats.time($0, .minute) + " UTC" }
            )
            facts.append(Fact(texts.label("howDataAvert"), emergency.howDataAvert))
            facts.append(Fact(texts.label("whyNotOrdinary"), emergency.whyNotOrdinary))
        }
        facts += Fact.optional(texts.label("information"), document.firstContact?.information)
        facts += Fact.optional(texts.label("firstEmergency"), document.firstContact?.emergency)
        if let stayUp = document.stayUp {
            let word = texts.text(stayUp.isNotPerpetrators ? "yesOrNo.yes" : "yesOrNo.no")
            facts.append(Fact(texts.label("notPerpetrators"), word))
            facts += Fact.optional(texts.label("renews"), stayUp.renews?.description, isCode: true)
        }
        if let silence = document.silence {
            facts.append(Fact(texts.label("silenceEnds"), texts.formats.time(silence.until, .date)))
            facts.append(Fact(texts.label("silenceBasis"), silence.basis))
        }
        facts += Fact.optional(texts.label("redress"), document.redress)
        facts += Fact.optional(texts.label("redressBody"), document.redressBody)
        facts += Fact.optional(texts.label("redressDeadline"), document.redressDeadline)
        if let isCopied = document.isCopied {
            facts.append(Fact(texts.text("document.copySent"), texts.text(isCopied ? "yesOrNo.yes" : "yesOrNo.no")))
        }
        facts += Fact.optional(texts.label("explanation"), document.explanation)
        facts += document.attachments.map { file in
            let whose = file.item.map { texts.text("requests.itemNumber", ["number": String($0)]) }
            let size = texts.count("requests.bytes", Int(clamping: file.bytes))
            let about = ([file.name, size] + [whose].compactMap(\.self)).joined(separator: ", ")
            return Fact(about, "SHA-256 " + file.sha256, isCode: true)
        }
        return facts
    }
}

/// Tables of items.
extension TableView {
    /// What is asked, item by item, and what was answered.
    static func items(_ items: [RequestView.Item], in texts: Catalogue) -> TableView {
        TableView(
            texts.count("requests.itemCount", items.count),
            ["number", "address", "ground", "reasons", "outcome"].map { texts.label($0) },
            items.map { view in
                let outcome: Cell =
                    view.item.outcome.map { .badge($0.badgeKind, texts.word("itemOutcome", $0)) } ?? .text("–")
                return [
                    .text(String(view.item.number)),
                    .text(view.address ?? "–", note: texts.word("itemKind", view.item.kind)),
                    .text(texts.word("requestGround", view.item.ground)), .text(view.reasons ?? "–"), outcome,
                ]
            }
        )
    }

    /// The items of a document that nobody answered yet.
    static func items(_ items: [RequestItem], in texts: Catalogue) -> TableView {
        TableView(
            texts.count("requests.itemCount", items.count),
            ["number", "address", "ground", "reasons"].map { texts.label($0) },
            items.map { item in
                [
                    .text(String(item.number)), .text(item.address, note: texts.word("itemKind", item.kind)),
                    .text(texts.word("requestGround", item.ground)), .text(item.reasons),
                ]
            }
        )
    }
}

/// Encrypted files that a browser opens with the key that it holds.
struct OpeningView: Sendable {
    struct File: Sendable {
        let openPath: String
        let openText: String
    }

    let openOwner: String
    let openFiles: [File]

    static let scripts = ["signing-key.js", "statement.js", "sealed-file.js", "request-opening.js"].compactMap {
        ConsoleAsset.named($0)?.path
    }
}

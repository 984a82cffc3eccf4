import Cooperation
import Documents
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// Requests as they were signed, as files: Annex I where the instrument has that form, else a letter.
    func requestOrders() throws -> [ConsoleRoute] {
        [
            try page("/console/requests/{id}/order", "console.requestOrder", .readRequests, query: ["form"]) {
                actor,
                query in
                let id = try Self.requestID(actor)
                return try await node.noting(.request(id), by: actor.caller) {
                    let view = try await node.request(id, for: actor.caller)
                    return try await order(view, query["form"], in: actor.texts)
                }
            }
        ]
    }

    /// A signed request as a file.
    ///
    /// - Parameters:
    ///   - view: the request.
    ///   - form: html, pdf, or json for the signed statement itself.
    ///   - texts: the language of the reader.
    /// - Returns: the file.
    /// - Throws: `Refusal` `not-found` for one on paper, or whose document was erased; `DocumentError`; `StoreError`.
    func order(_ view: RequestView, _ form: String?, in texts: Catalogue) async throws -> OutgoingResponse {
        guard let document = view.document, let signed = view.signed.map({ Array($0.utf8) }) else {
            throw Refusal(.notFound, "not-found", "There is no signed document of this request.")
        }
        let name = "request-\(view.request.id)"
        guard form != "json" else { return .file(signed, MediaType.json, name: name + ".json") }
        let order = SignedOrder(
            view: view,
            document: document,
            issuer: try await node.issuer(of: view),
            clock: try await node.authorityClock(of: view.request)
        )
        let grounds = Set(document.items.compactMap { SignedOrder.ground($0.ground) })
        let isAnnex = try await node.hasForm(.annexI, view.request) && !grounds.isEmpty
        let paper = isAnnex ? try annex(order, grounds, in: texts) : try letter(order, in: texts)
        return try await file(paper, try EmbeddedData(signed), nil, form, name: name)
    }

    private func annex(
        _ order: SignedOrder,
        _ grounds: Set<RemovalOrderForm.Ground>,
        in texts: Catalogue
    ) throws -> Document {
        let (document, office) = (order.document, order.issuer.office)
        let first = order.issuer.signers.first
        let reach = office?.texts[.contact] ?? first?.contact ?? ""
        return try RemovalOrderForm(
            head: try head(order, in: texts),
            parties: .init(
                issuingState: DocumentText(document.country),
                addressee: DocumentText(order.addressee),
                contactPoint: "",
                mainEstablishment: "",
                issuedAt: try order.face(document.issuedAt)
            ),
            items: items(order, in: texts),
            grounds: grounds,
            explanation: document.explanation.map { DocumentText($0) },
            silence: try document.silence.map {
                .init(reasons: DocumentText($0.basis), end: try order.face($0.until))
            },
            challenge: DocumentText(document.redress ?? ""),
            isCopied: document.isCopied == true,
            authority: .init(
                kind: order.authorityKind,
                name: DocumentText(order.authority),
                representative: DocumentText(first?.name ?? ""),
                post: DocumentText(first?.post ?? ""),
                fileNumber: DocumentText(order.reference),
                address: DocumentText(office?.texts[.address] ?? ""),
                telephone: DocumentText(office?.texts[.telephone] ?? ""),
                email: ""
            ),
            contacts: .init(feedback: DocumentText(reach), clarification: DocumentText(reach)),
            redress: Redress(
                body: DocumentText(document.redressBody ?? ""),
                deadline: DocumentText(document.redressDeadline ?? ""),
                procedure: DocumentText(document.redress ?? "")
            ),
            signatures: try order.signatures()
        ).document()
    }

    private func letter(_ order: SignedOrder, in texts: Catalogue) throws -> Document {
        let shown = RequestDocumentView(
            document: order.document,
            authority: order.authority,
            addressee: order.addressee
        )
        func facts(_ texts: Catalogue) -> [Fact] { shown.head(in: texts) + shown.law(in: texts) }
        // The same facts in the same order, whatever the language.
        let pairs = zip(facts(catalogues.english), facts(texts))
        return try RequestLetter(
            head: try head(order, in: texts),
            kind: order.kind,
            title: phrase(in: texts) { $0.word("requestKind", order.document.kind) },
            facts: pairs.map { english, own in
                DocumentFact(
                    phrase(in: texts) { $0.code == texts.code ? own.term : english.term },
                    english.text == own.text
                        ? Phrase(own.text) : phrase(in: texts) { $0.code == texts.code ? own.text : english.text },
                    isCode: own.isCode
                )
            },
            items: items(order, in: texts),
            signatures: try order.signatures()
        ).document()
    }

    private func head(_ order: SignedOrder, in texts: Catalogue) throws -> DocumentHead {
        DocumentHead(
            words: try catalogues.documentWords(texts.code),
            letterhead: Letterhead(
                name: DocumentText(order.authority),
                lines: [order.issuer.office?.texts[.name], order.issuer.office?.texts[.address]].compactMap(\.self)
                    .map { DocumentText($0) },
                contact: order.issuer.office?.texts[.telephone].map { DocumentText($0) }
            ),
            reference: DocumentText(order.reference),
            time: try order.face(order.document.issuedAt),
            isExercise: order.document.isExercise
        )
    }

    private func items(_ order: SignedOrder, in texts: Catalogue) -> [DocumentItem] {
        order.document.items.map { item in
            DocumentItem(
                number: item.number,
                address: item.address,
                ground: phrase(in: texts) { $0.word("requestGround", item.ground) },
                reasons: Phrase(item.reasons)
            )
        }
    }
}

/// A signed request with who stands behind it.
private struct SignedOrder {
    let view: RequestView
    let document: RequestDocument
    let issuer: RequestIssuer
    let clock: AuthorityClock

    var authority: String { view.authorityName ?? document.authority.description }
    var addressee: String { view.addresseeName ?? document.addresseeName ?? document.addressee.id.description }
    var reference: String { document.legalBasis?.number ?? document.id.description }

    var kind: DocumentKind {
        switch document.kind {
        case .removalOrder: .removalOrder
        case .preservation: .preservation
        case .disclosure: .disclosure
        case .emergencyDisclosure: .emergencyDisclosure
        case .referral, .stayUp, .weakenEncryption: .referral
        }
    }

    var authorityKind: RemovalOrderForm.AuthorityKind {
        switch issuer.office?.office.function {
        case .prosecutorOrCourt where document.legalBasis?.authorisation?.source == .judge: .judge
        case .police: .lawEnforcement
        default: .otherAuthority
        }
    }

    static func ground(_ ground: RequestGround) -> RemovalOrderForm.Ground? {
        switch ground {
        case .incites: .incites
        case .solicitsOffence: .solicitsOffence
        case .solicitsParticipation: .solicitsParticipation
        case .instructs: .instructsWeapons
        case .threatens: .threatens
        case .other: nil
        }
    }

    func face(_ moment: Timestamp) throws -> DocumentTime { try DocumentTime(clock.face(of: moment)) }

    func signatures() throws -> [DocumentSignature] {
        try issuer.signers.map { signer in
            DocumentSignature(
                who: DocumentText(signer.name ?? authority),
                post: signer.post.map { Phrase($0) },
                key: DocumentText(signer.keyID),
                time: try face(document.issuedAt)
            )
        }
    }
}

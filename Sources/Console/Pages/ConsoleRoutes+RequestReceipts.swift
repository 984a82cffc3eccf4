import Cooperation
import Documents
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// As at a guest's door: who guesses gets nowhere.
    private static let handedReading = RouteLimits(
        bodyBytesMax: 0,
        perAddress: RateLimit(perSecond: 1, burst: 120)
    )

    /// Receipts of requests as files, and where a printed one is found again.
    func requestReceipts() throws -> [ConsoleRoute] {
        [
            try page(
                "/console/requests/{id}/receipt",
                "console.requestReceipt",
                .readRequests,
                query: ["form", "item", "view"]
            ) { actor, query in
                let id = try actor.request.path.value("id") { ID<Request>($0) }
                let view = try await node.request(id, for: actor.caller)
                let own: RequestReceiptView = actor.visit.organisation.kind == .authority ? .authority : .platform
                let holder =
                    try query.value("view", "authority, platform, person or public") {
                        RequestReceiptView(rawValue: $0)
                    } ?? own
                let item = try query.integer("item", in: 1...RequestDocument.itemsMax)
                let bytes = try await node.noting(.request(id), by: actor.caller) {
                    try await node.requestReceipt(of: id, item: item, view: holder, for: actor.caller)
                }
                let name = "receipt-\(id)-\(holder.rawValue)" + (item.map { "-\($0)" } ?? "")
                guard query["form"] != "json" else { return .file(bytes, MediaType.json, name: name + ".json") }
                let document = try receipt(
                    try RequestReceiptContent(parsing: bytes),
                    of: view,
                    for: holder,
                    at: try node.handedReceipt(bytes, of: id, view: holder, item: item),
                    clock: try await node.authorityClock(of: view.request),
                    actor
                )
                let check = query["form"] == "pdf" ? nil : try pageCheck(for: actor)
                return try await file(document, try EmbeddedData(bytes), check, query["form"], name: name)
            },
            // The path is the secret of whoever has the receipt; it names the file's hash.
            try open(
                Node.handedReceiptsPath + "/{digest}/{ticket}",
                "console.handedReceipt",
                limits: Self.handedReading
            ) { reader, _ in
                let digest = try reader.request.path.value("digest") { $0 }
                let ticket = try reader.request.path.value("ticket") { $0 }
                let bytes = try await node.handedReceipt(digest: digest, ticket: ticket)
                return untold(.file(bytes, MediaType.json, name: "receipt-\(digest.prefix(16)).json"))
            },
        ]
    }

    /// What checks a receipt in its own page: the code of the console's page, with its words.
    private func pageCheck(for actor: Actor) throws -> PageCheck {
        let script = ["receipt-check.js", "document-check.js"].compactMap { ConsoleAsset.named($0) }
            .map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\n")
        let words = PageCheck.Word.allCases.map { word in
            (word, phrase(word == .title ? "verify.receiptTitle" : "verify." + word.rawValue, for: actor))
        }
        let shown =
            ItemOutcome.allCases.map { "itemOutcome." + $0.rawValue }
            + RequestGround.allCases.map { "requestGround." + $0.rawValue }
            + RequestKind.allCases.map { "requestKind." + $0.rawValue }
            + DataCategory.allCases.map { "dataCategory." + $0.rawValue }
        var vocabulary = Dictionary(uniqueKeysWithValues: shown.map { ($0, phrase($0, for: actor)) })
        vocabulary["reversed"] = phrase("requests.reversed", for: actor)
        return try PageCheck(script: script, vocabulary: vocabulary, words: Dictionary(uniqueKeysWithValues: words))
    }

    /// What a receipt says, and nothing that its file does not prove but the name of who asked and the law that was quoted.
    private func receipt(
        _ content: RequestReceiptContent,
        of view: RequestView,
        for holder: RequestReceiptView,
        at handed: HandedReceipt,
        clock: AuthorityClock,
        _ actor: Actor
    ) throws -> Document {
        let request = view.request
        func face(_ moment: Timestamp) throws -> DocumentTime { try DocumentTime(clock.face(of: moment)) }
        let received = content.receivedAt ?? request.receivedAt ?? actor.reader.now
        let acts = content.items.compactMap { $0.reversedAt ?? $0.answeredAt } + content.disclosures.map(\.time)
        let last = acts.max()
        let head = try head(view, at: last ?? received, clock, in: actor.texts)
        return try RequestReceiptPage(
            head: head,
            shownTo: phrase("receiptHolder", holder, for: actor),
            askedBy: DocumentText(asker(content, view)),
            kind: phrase("requestKind", content.kind ?? request.filing.kind, for: actor),
            legalBasis: Phrase(
                (holder == .public ? nil : view.document?.legalBasis?.statute)
                    ?? content.instrument ?? request.filing.instrument
            ),
            receivedAt: try face(received),
            items: try content.items.map { try item($0, face, for: actor) },
            carriedOutAt: try content.carriedOutAt.map(face),
            isCarryingOutRecorded: content.isCarryingOutRecorded,
            disclosures: try content.disclosures.map { one in
                RequestReceiptPage.Disclosure(
                    category: phrase("dataCategory", one.category, for: actor),
                    time: try face(one.time)
                )
            },
            hasOtherItems: content.hasOtherItems,
            personTold: try content.personToldAt.map { try face($0).both },
            signatures: try content.answerKey.map { key, time in
                [
                    DocumentSignature(
                        who: DocumentText(view.addresseeName ?? ""),
                        key: DocumentText(key),
                        time: try face(time)
                    )
                ]
            } ?? [],
            code: DocumentCode(
                label: head.words.phrase(.verifyHere),
                address: address(of: handed.path, for: actor.request),
                digest: handed.digest
            )
        ).document()
    }

    /// A member with its id, which the file proves; else the name on the paper, where this reader may know.
    private func asker(_ content: RequestReceiptContent, _ view: RequestView) -> String {
        guard let authority = content.authority else { return content.authorityName ?? "–" }
        return [view.authorityName, authority.description].compactMap(\.self).joined(separator: "\n")
    }

    private func item(
        _ item: RequestReceiptContent.Item,
        _ face: (Timestamp) throws -> DocumentTime,
        for actor: Actor
    ) throws -> DocumentItem {
        let undone = try item.reversedAt.map { try face($0).coordinated.string }
        return DocumentItem(
            number: item.number,
            address: item.address ?? "",
            ground: item.ground.map { phrase("requestGround", $0, for: actor) },
            reasons: (item.reasons ?? item.asked).map { Phrase($0) },
            outcome: item.outcome.map { outcome in
                phrase(in: actor.texts) { texts in
                    let word = texts.word("itemOutcome", outcome)
                    return undone.map { "\(word) (\(texts.text("requests.reversed")) \($0))" } ?? word
                }
            }
        )
    }
}

import Cooperation
import Crypto
import Documents
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// Answers and receipts of requests as files: a page that opens anywhere, or paper.
    func requestPapers() throws -> [ConsoleRoute] {
        [
            try page("/console/requests/{id}/answer", "console.requestAnswer", .readRequests, query: ["form"]) {
                actor,
                query in
                let view = try await node.request(
                    try actor.request.path.value("id") { ID<Request>($0) },
                    for: actor.caller
                )
                guard view.request.state == .answered else {
                    throw Refusal(.notFound, "not-found", "This request was not answered yet.")
                }
                let document = try await answer(view, for: actor)
                let embedded = try view.answer.map { try EmbeddedData(Array($0.utf8)) }
                return try await file(document, embedded, nil, query["form"], name: "answer-\(view.request.id)")
            },
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
                let bytes = try await node.requestReceipt(of: id, item: item, view: holder, for: actor.caller)
                let name = "receipt-\(id)-\(holder.rawValue)" + (item.map { "-\($0)" } ?? "")
                guard query["form"] != "json" else { return .file(bytes, MediaType.json, name: name + ".json") }
                let clock = try await node.authorityClock(of: view.request)
                let document = try receipt(view, item: item, holder, bytes, clock, for: actor)
                let check = query["form"] == "pdf" ? nil : try pageCheck(for: actor)
                return try await file(document, try EmbeddedData(bytes), check, query["form"], name: name)
            },
        ]
    }

    private func file(
        _ document: Document,
        _ embedded: EmbeddedData?,
        _ check: PageCheck?,
        _ form: String?,
        name: String
    ) async throws -> OutgoingResponse {
        guard let papers else { throw Refusal(.notFound, "not-found", "Nothing is printed on this node.") }
        switch form {
        case "pdf": return .file(try await pdf(of: document, papers), "application/pdf", name: name + ".pdf")
        case nil, "html":
            // A file and no page of the console: it opens without this node, by its own rules.
            return .file(
                try DocumentPage(drawing: papers.drawing).html(of: document, embedded: embedded, check: check),
                "text/html; charset=utf-8",
                name: name + ".html"
            )
        default: throw Problem.invalidField("form", "Ask for html, pdf or json.")
        }
    }

    /// What checks a receipt in its own page: the code of the console's page, with its words.
    private func pageCheck(for actor: Actor) throws -> PageCheck {
        let script = ["receipt-check.js", "document-check.js"].compactMap { ConsoleAsset.named($0) }
            .map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\n")
        let words = PageCheck.Word.allCases.map { word in
            (word, phrase(word == .title ? "verify.receiptTitle" : "verify." + word.rawValue, for: actor))
        }
        return try PageCheck(script: script, words: Dictionary(uniqueKeysWithValues: words))
    }

    private func pdf(of document: Document, _ papers: RequestPapers) async throws -> [UInt8] {
        do throws(DocumentError) {
            return try await papers.printing.pdf(of: document)
        } catch {
            throw Problem(
                ProblemCode(rawValue: error.code),
                status: error.isPassing ? .serviceUnavailable : .unprocessableContent,
                title: "Not printed",
                detail: error.message,
                retryAfterSeconds: error.isPassing ? 60 : nil
            )
        }
    }

    /// The answer: by Annex II or III where the order had the form of Annex I, else a letter.
    private func answer(_ view: RequestView, for actor: Actor) async throws -> Document {
        let request = view.request
        let clock = try await node.authorityClock(of: request)
        let head = try head(view, of: view.addresseeName, at: request.answeredAt, clock, for: actor)
        let items = view.items.map { item($0, for: actor) }
        let outcomes = Set(request.items.compactMap(\.outcome))
        let reference = DocumentText(view.document?.legalBasis?.number ?? request.id.description)
        let received = try DocumentTime(clock.face(of: request.receivedAt ?? actor.reader.now))
        let signatures = try signatures(view, clock)
        let own = OrderAnswer(
            addressee: DocumentText(view.addresseeName ?? ""),
            authority: DocumentText(view.authorityName ?? view.paperAuthority ?? ""),
            authorityReference: reference,
            providerReference: DocumentText(request.id.description),
            receivedAt: received,
            providerState: "",
            authorisedPerson: DocumentText(view.addresseeName ?? ""),
            email: "",
            signatures: signatures
        )
        if try await node.hasForm(.annexI, request) {
            if outcomes.isSubset(of: [.complied, .compliedInCountry]) {
                return try FeedbackForm(
                    head: head,
                    answer: own,
                    measure: outcomes == [.complied] ? .removed : .disabled,
                    measureAt: head.time,
                    items: items
                ).document()
            }
            let reasons = impossibility(outcomes)
            if outcomes.isSubset(of: [.impossible, .clarificationAsked]), !reasons.isEmpty {
                return try ImpossibilityForm(
                    head: head,
                    answer: own,
                    reasons: reasons,
                    explanation: DocumentText(view.items.compactMap(\.answer).joined(separator: "\n")),
                    clarification: view.notes.last.map { DocumentText($0) }
                ).document()
            }
        }
        return try AnswerLetter(
            head: head,
            recipient: DocumentText(view.authorityName ?? view.paperAuthority ?? ""),
            authorityReference: reference,
            receivedAt: received,
            legalBasis: view.document?.legalBasis.map { Phrase($0.statute) },
            opening: [],
            items: items,
            signatures: signatures
        ).document()
    }

    private func impossibility(_ outcomes: Set<ItemOutcome>) -> Set<ImpossibilityForm.Reason> {
        var reasons: Set<ImpossibilityForm.Reason> = []
        if outcomes.contains(.impossible) { reasons.insert(.deFactoImpossible) }
        if outcomes.contains(.clarificationAsked) { reasons.insert(.insufficientInformation) }
        return reasons
    }

    private func receipt(
        _ view: RequestView,
        item number: Int?,
        _ holder: RequestReceiptView,
        _ bytes: [UInt8],
        _ clock: AuthorityClock,
        for actor: Actor
    ) throws -> Document {
        let request = view.request
        let shown = view.items.filter { number == nil || $0.item.number == number }
        let digest = SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        let head = try head(
            view,
            of: view.addresseeName,
            at: request.answeredAt ?? request.receivedAt,
            clock,
            for: actor
        )
        let path = "/console/requests/\(request.id)/receipt"
        let address = address(of: path, for: actor.request)
        let hidesContent = holder == .public
        return try RequestReceiptPage(
            head: head,
            shownTo: phrase("receiptHolder", holder, for: actor),
            askedBy: DocumentText(view.authorityName ?? view.paperAuthority ?? ""),
            kind: phrase("requestKind", request.filing.kind, for: actor),
            legalBasis: Phrase(
                hidesContent
                    ? request.filing.instrument
                    : view.document?.legalBasis?.statute ?? request.filing.instrument
            ),
            receivedAt: try DocumentTime(clock.face(of: request.receivedAt ?? actor.reader.now)),
            items: hidesContent ? [] : shown.map { self.item($0, for: actor) },
            carriedOutAt: try request.answeredAt.map { try DocumentTime(clock.face(of: $0)) },
            personTold: try request.personToldAt.map { try DocumentTime(clock.face(of: $0)).both },
            signatures: try signatures(view, clock),
            code: DocumentCode(label: head.words.phrase(.verifyHere), address: address, digest: digest)
        ).document()
    }

    private func head(
        _ view: RequestView,
        of name: String?,
        at moment: Timestamp?,
        _ clock: AuthorityClock,
        for actor: Actor
    ) throws -> DocumentHead {
        DocumentHead(
            words: try catalogues.documentWords(actor.texts.code),
            letterhead: Letterhead(name: DocumentText(name ?? actor.visit.organisationName)),
            reference: DocumentText(view.request.id.description),
            time: try DocumentTime(clock.face(of: moment ?? actor.reader.now)),
            isExercise: view.request.filing.isExercise
        )
    }

    private func item(_ item: RequestView.Item, for actor: Actor) -> DocumentItem {
        DocumentItem(
            address: item.address ?? "",
            ground: phrase("requestGround", item.item.ground, for: actor),
            reasons: Phrase(item.answer ?? item.reasons ?? ""),
            outcome: item.item.outcome.map { phrase("itemOutcome", $0, for: actor) }
        )
    }

    private func phrase<Word: RawRepresentable<String>>(_ page: String, _ word: Word, for actor: Actor) -> Phrase {
        phrase(page + "." + word.rawValue, for: actor)
    }

    /// A text of the catalogue in English, with the reader's language beside it where that is not reviewed.
    private func phrase(_ name: String, for actor: Actor) -> Phrase {
        let (own, english) = (actor.texts, catalogues.english)
        guard own.code != english.code else { return Phrase(english.text(name), language: english.code) }
        guard own.reviewedBy == nil else { return Phrase(own.text(name), language: own.code) }
        return Phrase(
            DocumentText(english.text(name)),
            language: english.code,
            beside: Phrase.Translation(DocumentText(own.text(name)), language: own.code)
        )
    }

    private func signatures(_ view: RequestView, _ clock: AuthorityClock) throws -> [DocumentSignature] {
        guard let key = view.answerKey, let answered = view.request.answeredAt else {
            return []
        }
        return [
            DocumentSignature(
                who: DocumentText(view.addresseeName ?? ""),
                key: DocumentText(key),
                time: try DocumentTime(clock.face(of: answered))
            )
        ]
    }
}

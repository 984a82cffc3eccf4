import Cooperation
import Documents
import Fingerprints
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    /// Answers to requests as files: a page that opens anywhere, or paper.
    func requestPapers() throws -> [ConsoleRoute] {
        [
            try page("/console/requests/{id}/answer", "console.requestAnswer", .readRequests, query: ["form"]) {
                actor,
                query in
                let id = try Self.requestID(actor)
                return try await node.noting(.request(id), by: actor.caller) {
                    let view = try await node.request(id, for: actor.caller)
                    return try await answerFile(view, query["form"], in: actor.texts, at: actor.reader.now)
                }
            }
        ]
    }

    /// The answer to a request as a file, for programs as for people.
    ///
    /// - Parameters:
    ///   - id: the request.
    ///   - form: html, pdf, or json for the signed statement itself.
    ///   - language: that of the document's own words; `nil` for English.
    ///   - caller: who reads; already authorised.
    /// - Returns: the file.
    /// - Throws: `Refusal` `not-found` where it was not answered, or nothing was signed; `Problem`; `StoreError`.
    package func answerFile(
        of id: ID<Request>,
        form: String,
        language: String?,
        for caller: Caller
    ) async throws -> OutgoingResponse {
        guard let texts = catalogues.named(language ?? catalogues.english.code) else {
            throw Problem.invalidField("language", "There is no catalogue of this language.")
        }
        return try await answerFile(try await node.request(id, for: caller), form, in: texts, at: node.clock())
    }

    private func answerFile(
        _ view: RequestView,
        _ form: String?,
        in texts: Catalogue,
        at now: Timestamp
    ) async throws -> OutgoingResponse {
        let isAnnex = try await node.hasForm(.annexI, view.request)
        guard view.request.state == .answered || (isAnnex && !Self.impossibility(view.request).isEmpty) else {
            throw Refusal(.notFound, "not-found", "This request was not answered yet.")
        }
        let name = "answer-\(view.request.id)"
        if form == "json" {
            guard let answer = view.answer else {
                throw Refusal(.notFound, "not-found", "There is no signed answer to this request.")
            }
            return .file(Array(answer.utf8), MediaType.json, name: name + ".json")
        }
        let document = try await answer(view, isAnnex: isAnnex, in: texts, at: now)
        return try await file(document, try view.answer.map { try EmbeddedData(Array($0.utf8)) }, nil, form, name: name)
    }

    /// A document as a page with its signed data, or on paper.
    func file(
        _ document: Document,
        _ embedded: EmbeddedData?,
        _ check: PageCheck?,
        _ form: String?,
        name: String
    ) async throws -> OutgoingResponse {
        guard let papers else { throw Refusal(.notFound, "not-found", "Nothing is printed on this node.") }
        switch form {
        case "pdf":
            // Cairo attaches nothing to paper, so a statement's paper names the file that is signed; a receipt's has a code.
            var paper = document
            if check == nil, let embedded { paper = try Self.naming(embedded, name: name, document) }
            return .file(try await pdf(of: paper, papers), "application/pdf", name: name + ".pdf")
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

    /// A document that says at its end which file is signed, and by what that is known.
    static func naming(_ embedded: EmbeddedData, name: String, _ document: Document) throws -> Document {
        var digester = ContentDigester()
        embedded.bytes.withUnsafeBytes { digester.update($0) }
        let words = document.words
        return try document.adding(
            .facts([
                DocumentFact(words.phrase(.signedFile), Phrase(DocumentText(name + ".json")), isCode: true),
                DocumentFact(
                    words.phrase(.digest),
                    Phrase(DocumentText(digester.finalize().sha256.hex)),
                    isCode: true
                ),
            ])
        )
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
    ///
    /// While the clock of such an order stands, Annex III says why.
    private func answer(
        _ view: RequestView,
        isAnnex: Bool,
        in texts: Catalogue,
        at now: Timestamp
    ) async throws -> Document {
        let request = view.request
        let clock = try await node.authorityClock(of: request)
        let signed = view.signedAnswer
        let head = try head(view, at: request.answeredAt ?? now, clock, in: texts)
        let items = view.items.map { item($0, in: texts) }
        let ends = try signed?.measureEndsAt.map { try DocumentTime(clock.face(of: $0)) }
        let reference = DocumentText(view.document?.legalBasis?.number ?? request.id.description)
        let received = try DocumentTime(clock.face(of: request.receivedAt ?? now))
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
        if isAnnex {
            let reasons = Self.impossibility(request)
            if !reasons.isEmpty {
                // What was said of the clock, and of each item that can't be done or lacks something.
                let note = request.stoppedFor == nil ? nil : view.notes.last
                let said = view.items.filter { $0.item.outcome.map(Self.saysImpossible) ?? false }
                let explanation = [note].compactMap(\.self) + said.compactMap(\.answer)
                let asked = request.stoppedFor == nil ? said.filter { $0.item.outcome == .clarificationAsked } : []
                return try ImpossibilityForm(
                    head: head,
                    answer: own,
                    reasons: reasons,
                    explanation: DocumentText(explanation.joined(separator: "\n")),
                    clarification: reasons.contains(.insufficientInformation)
                        ? (note ?? asked.compactMap(\.answer).first).map { DocumentText($0) } : nil
                ).document()
            }
            // Annex II knows nothing between all states of the order and none.
            if view.coversTerritory {
                return try FeedbackForm(
                    head: head,
                    answer: own,
                    measure: request.items.allSatisfy { $0.outcome == .complied } ? .removed : .disabled,
                    // When the addressee signed that it was done, and not when the answer arrived.
                    measureAt: try signed.map { try DocumentTime(clock.face(of: $0.answeredAt)) } ?? head.time,
                    measureEnds: ends,
                    items: items
                ).document()
            }
        }
        return try AnswerLetter(
            head: head,
            recipient: DocumentText(view.authorityName ?? view.paperAuthority ?? ""),
            authorityReference: reference,
            receivedAt: received,
            legalBasis: view.document?.legalBasis.map { Phrase($0.statute) },
            measureEnds: ends,
            opening: [],
            items: items,
            signatures: signatures
        ).document()
    }

    /// Why an order can't be carried out, now or at all; empty where it can, or where some of it was answered otherwise.
    static func impossibility(_ request: Request) -> Set<ImpossibilityForm.Reason> {
        var reasons: Set<ImpossibilityForm.Reason> = []
        switch request.stoppedFor {
        case .manifestError: reasons.insert(.manifestError)
        case .missingInformation, .awaitingClarification: reasons.insert(.insufficientInformation)
        case .forceMajeure: reasons.insert(.forceMajeure)
        case .underCourtReview, .agreedPause, nil: break
        }
        let outcomes = Set(request.items.compactMap(\.outcome))
        // Where the clock stands, nothing but that need be said; else it must be so of every item.
        guard !reasons.isEmpty || outcomes.allSatisfy(saysImpossible) else { return [] }
        if outcomes.contains(.impossible) { reasons.insert(.deFactoImpossible) }
        if outcomes.contains(.clarificationAsked) { reasons.insert(.insufficientInformation) }
        return reasons
    }

    private static func saysImpossible(_ outcome: ItemOutcome) -> Bool {
        outcome == .impossible || outcome == .clarificationAsked
    }

    /// What stands on every document of a request's addressee.
    func head(
        _ view: RequestView,
        at moment: Timestamp,
        _ clock: AuthorityClock,
        in texts: Catalogue
    ) throws -> DocumentHead {
        let addressee = view.request.filing.addressee.id
        return DocumentHead(
            words: try catalogues.documentWords(texts.code),
            letterhead: Letterhead(name: DocumentText(view.addresseeName ?? addressee.description)),
            reference: DocumentText(view.request.id.description),
            time: try DocumentTime(clock.face(of: moment)),
            isExercise: view.request.filing.isExercise
        )
    }

    private func item(_ item: RequestView.Item, in texts: Catalogue) -> DocumentItem {
        DocumentItem(
            address: item.address ?? "",
            ground: phrase(in: texts) { $0.word("requestGround", item.item.ground) },
            reasons: Phrase(item.item.outcome?.fixedReasons ?? item.answer ?? item.reasons ?? ""),
            outcome: item.item.outcome.map { outcome in
                phrase(in: texts) { texts in
                    let word = texts.word("itemOutcome", outcome)
                    return item.item.isReversed ? "\(word) (\(texts.text("requests.reversed")))" : word
                }
            }
        )
    }

    /// A word of the catalogue.
    func phrase<Word: RawRepresentable<String>>(_ page: String, _ word: Word, for actor: Actor) -> Phrase {
        phrase(page + "." + word.rawValue, for: actor)
    }

    /// A text of the catalogue.
    func phrase(_ name: String, for actor: Actor) -> Phrase { phrase(in: actor.texts) { $0.text(name) } }

    /// What is made of texts of the catalogue: in English, with the reader's language beside it where that is not reviewed.
    func phrase(in own: Catalogue, _ text: (Catalogue) -> String) -> Phrase {
        let english = catalogues.english
        guard own.code != english.code else { return Phrase(text(english), language: english.code) }
        guard own.reviewedBy == nil else { return Phrase(text(own), language: own.code) }
        return Phrase(
            DocumentText(text(english)),
            language: english.code,
            beside: Phrase.Translation(DocumentText(text(own)), language: own.code)
        )
    }

    func signatures(_ view: RequestView, _ clock: AuthorityClock) throws -> [DocumentSignature] {
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

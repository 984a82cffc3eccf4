import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services
import TransparencyLog

extension ConsoleRoutes {
    /// One decision, and the receipts of it in plain words.
    func decisions() throws -> [ConsoleRoute] {
        [
            try page("/console/decisions/{id}", "console.decision", .readDecisions, query: ["done", "purpose"]) {
                actor,
                query in
                let id = try actor.request.path.value("id") { ID<Decision>($0) }
                let subject = try await node.decision(id).decision.subject
                return try await noting(subject, query, keeping: ["done"], for: actor) {
                    let page = try await node.decisionPage(id)
                    let isAwaited = page.view.decision.answerDueAt != nil
                    let texts = [
                        "decided": "case.decided", "closure": "closure.judged",
                        "reversal": isAwaited ? "closure.reversed" : "closure.reversedAlone",
                    ]
                    let notice = query["done"].flatMap { texts[$0] }.map {
                        Frame.Notice(kind: "good", text: actor.texts.text($0))
                    }
                    return try decision(page, for: actor, notice: notice)
                }
            },
            try form(
                "/console/decisions/{id}/closure",
                "console.judgeClosure",
                .decideCases,
                fields: ["closure-judgement", "closure-reasons"]
            ) { actor, fields in
                try await judge(actor, fields, at: "closure") { id in
                    guard let isConfirmed = ["confirmed": true, "declined": false][fields["closure-judgement"]] else {
                        throw Refusal(.invalid, "choice-missing", "Choose one.", pointer: "/judgement")
                    }
                    _ = try await node.judgeClosure(
                        id,
                        isConfirmed: isConfirmed,
                        reasons: fields["closure-reasons"],
                        by: actor.caller
                    )
                }
            },
            try form(
                "/console/decisions/{id}/reversal",
                "console.reverseDecision",
                .reverseDecisions,
                fields: ["reversal-reasons"]
            ) { actor, fields in
                try await judge(actor, fields, at: "reversal") { id in
                    _ = try await node.reverse(id, reasons: fields["reversal-reasons"], by: actor.caller)
                }
            },
            try page(
                "/console/decisions/{id}/receipt",
                "console.receipt",
                .readReceipts,
                query: ["view", "size", "cosigned", "purpose"]
            ) { actor, query in
                let view = try query.value("view", "person or public") { ReceiptView(rawValue: $0) } ?? .person
                let size = try query.value("size", "the size of a checkpoint") { Int64($0) }
                let isCosigned = try query.value("cosigned", "true") { $0 == "true" ? true : nil } ?? false
                let pinned = size.map { PinnedCheckpoint(size: $0, isCosigned: isCosigned) }
                let id = try actor.request.path.value("id") { ID<Decision>($0) }
                let subject = try await node.decision(id).decision.subject
                return try await noting(subject, query, keeping: ["view", "size", "cosigned"], for: actor) {
                    .file(
                        try await node.receipt(of: id, view: view, pinned: pinned),
                        MediaType.json,
                        name: Self.receiptName(id, view)
                    )
                }
            },
        ]
    }

    /// Notes that a person reads what is written about a case before it is shown, or asks for what purpose they do.
    ///
    /// - Parameters:
    ///   - subject: the case.
    ///   - query: the address, with the purpose where it was asked for.
    ///   - names: what else of the address is kept.
    ///   - actor: who reads.
    ///   - body: shows it.
    /// - Returns: what the body shows, or the page that asks.
    /// - Throws: what reading and the body throw.
    func noting(
        _ subject: ID<Case>,
        _ query: Query,
        keeping names: [String] = [],
        for actor: Actor,
        _ body: () async throws -> OutgoingResponse
    ) async throws -> OutgoingResponse {
        let purpose = try query.value("purpose", "a purpose of reading") { Reading.Purpose(rawValue: $0) }
        do {
            try await node.noteReading(of: subject, purpose: purpose, by: actor.caller)
        } catch let refusal as Refusal where refusal.code == "purpose-required" {
            let kept = names.compactMap { name in query[name].map { (name, $0) } }
            return purposePage(keeping: Dictionary(uniqueKeysWithValues: kept), for: actor)
        }
        return try await body()
    }

    /// Carries out what a form of the page asks; what was typed is shown again where it is refused.
    private func judge(
        _ actor: Actor,
        _ fields: FormFields,
        at form: String,
        _ act: (ID<Decision>) async throws -> Void
    ) async throws -> OutgoingResponse {
        let id = try actor.request.path.value("id") { ID<Decision>($0) }
        do {
            try await act(id)
            return .redirect("/console/decisions/\(id)?done=\(form)")
        } catch let refusal as Refusal where refusal.kind != .notFound {
            // Whoever has not opened the page does not come to read it by a form that is refused.
            try await node.noteReadingAgain(of: try await node.decision(id).decision.subject, by: actor.caller)
            return try decision(
                try await node.decisionPage(id),
                for: actor,
                notice: actor.texts.notice(refusal, unlessAt: ["judgement", "reasons"]),
                typed: DecisionWord(form: form, fields: fields, refusal: refusal),
                status: ConsoleProblem(refusal).status
            )
        }
    }

    private static func receiptName(_ id: ID<Decision>, _ view: ReceiptView) -> String {
        "receipt-\(id)-\(view.rawValue).json"
    }

    private func decision(
        _ page: DecisionPage,
        for actor: Actor,
        notice: Frame.Notice?,
        typed: DecisionWord? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> OutgoingResponse {
        let (texts, decision) = (actor.texts, page.view.decision)
        let heading = texts.text("decision.heading", ["measure": texts.word("measure", decision.measure)])
        let history = SheetView.Section.made(texts.text("case.history")) { section in
            section.table = TableView(
                texts.count("journal.caption", page.history.count),
                [
                    texts.text("journal.position"), texts.text("journal.time"), texts.text("journal.what"),
                    texts.text("journal.who"),
                ],
                page.history.reversed().map { event in
                    [
                        .number(String(event.position), path: "/console/journal/\(event.position)"),
                        .time(actor.reader.time(event.time)), .text(texts.act(event.type)),
                        .text(
                            page.people[event.actor]
                                ?? texts.text(
                                    event.actor == event.organisation.identifier ? "case.byNode" : "case.byKey"
                                )
                        ),
                    ]
                }
            )
        }
        let made = SheetView.Section.made(texts.text("decision.title")) { section in
            section.facts = facts(page.view, by: page.person, for: actor)
            section.links = [SheetView.Link("/console/cases/\(page.subject)", texts.text("decision.toCase"))]
        }
        // On paper they stand without the frame that says what a draft is.
        let reliable = actor.reading(catalogues.reliable(texts))
        var receipts = page.receipts.map { receipt($0, of: decision, for: reliable) }
        if receipts.isEmpty {
            receipts = [.made(texts.text("receipt.title")) { $0.lines = [texts.text("receipt.notYet")] }]
        }
        return render(
            "sheet",
            title: heading,
            SheetView(
                heading,
                mark: .init(decision.state.badgeKind, texts.word("decisionState", decision.state)),
                main: words(on: decision, typed, for: actor) + receipts,
                side: [made, history]
            ),
            for: actor.reader,
            status: status,
            notice: notice
        )
    }

    /// One receipt: what it holds, to take along, to print, to verify.
    private func receipt(
        _ file: DecisionPage.ReceiptFile,
        of decision: Decision,
        for actor: Actor
    ) -> SheetView.Section {
        let texts = actor.texts
        let path =
            "/console/decisions/\(decision.id)/receipt?view=\(file.view.rawValue)&size=\(file.receipt.checkpoint.size)"
            + (file.receipt.witnesses.isEmpty ? "" : "&cosigned=true")
        let handed = node.handedReceipt(file, of: decision.id)
        let address = address(of: handed.path, for: actor.request)
        return .made(texts.word("receipt", file.view)) { section in
            section.lines = [texts.word("receiptNote", file.view)]
            section.more = file.receipt.events.map { event in act(event, for: actor) }
            section.facts = [
                Fact(texts.text("receipt.address"), address, isCode: true),
                Fact(texts.text("receipt.digest"), handed.digest, isCode: true),
                Fact(texts.text("receipt.signer"), file.receipt.signer.text, isCode: true),
            ]
            section.picture = PictureView.code(
                of: address + "#sha256=" + handed.digest,
                label: texts.text("receipt.code", ["receipt": texts.word("receipt", file.view)])
            )
            section.verify = VerifyView(path, name: file.view.rawValue)
            section.links = [
                SheetView.Link(path, texts.text("receipt.download"), file: Self.receiptName(decision.id, file.view))
            ]
        }
    }

    /// What a receipt holds of one act.
    private func act(_ event: ReceiptEvent, for actor: Actor) -> SheetView.More {
        let texts = actor.texts
        func shown(_ name: FieldName) -> String? { event.event.value(of: name)?.stringValue }
        let type = shown(.type) ?? ""
        let hidden = Fact(
            texts.text("receipt.hidden"),
            event.event.hiddenCount == 0
                ? texts.text("act.nothing") : texts.count("receipt.hiddenParts", event.event.hiddenCount)
        )
        let fields = event.event.shownFields.filter { ![.type, .version].contains($0.name) }
        return SheetView.More(
            texts.act(type),
            facts: fields.map { FieldWords.fact($0, of: type, for: actor.reader) } + [hidden],
            isOpen: true
        )
    }
}

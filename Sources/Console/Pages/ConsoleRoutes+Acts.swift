import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services
import TransparencyLog

extension ConsoleRoutes {
    /// One act of the journal, with the proof that it is in the log.
    func acts() throws -> [ConsoleRoute] {
        [
            try page("/console/journal/{position}", "console.act", .readEvents, query: ["purpose"]) { actor, query in
                let page = try await node.actPage(try Self.position(actor), for: actor.journalReader)
                return try await noting(page, query, for: actor) { act(page, for: actor) }
            },
            try page("/console/journal/{position}/proof", "console.actProof", .readEvents) { actor, _ in
                let position = try Self.position(actor)
                let proof = try proof(try await node.actPage(position, for: actor.journalReader))
                return .file(Array(proof.file.utf8), "text/plain; charset=utf-8", name: Self.proofName(position))
            },
            try page("/console/journal/{position}/receipt", "console.actReceipt", .readEvents, query: ["purpose"]) {
                actor,
                query in
                let position = try Self.position(actor)
                let page = try await node.actPage(position, for: actor.journalReader)
                let proof = try proof(page)
                return try await noting(page, query, for: actor) {
                    .file(proof.receipt, MediaType.json, name: Self.receiptName(position))
                }
            },
        ]
    }

    /// What was written of somebody is noted as read also where the journal shows it; for a case, a purpose is asked.
    private func noting(
        _ page: ActPage,
        _ query: Query,
        for actor: Actor,
        _ body: () async throws -> OutgoingResponse
    ) async throws -> OutgoingResponse {
        switch page.revealed {
        case nil: return try await body()
        case let subject? where subject.kind == .case:
            return try await noting(ID<Case>(subject.identifier), query, for: actor, body)
        case let subject?: return try await node.noting(subject, by: actor.caller, body)
        }
    }

    private static func position(_ actor: Actor) throws(Problem) -> Int64 {
        try actor.request.path.value("position") { text in Int64(text).flatMap { $0 < 0 ? nil : $0 } }
    }

    private static func proofName(_ position: Int64) -> String { "act-\(position)" + LogProofFile.fileExtension }
    private static func receiptName(_ position: Int64) -> String { "act-\(position).receipt.json" }

    private func proof(_ page: ActPage) throws -> ActPage.Proof {
        guard let proof = page.proof else {
            throw Refusal(
                .conflict,
                "not-yet-logged",
                "No checkpoint covers this act yet; ask again after the next one is signed."
            )
        }
        return proof
    }

    private func act(_ page: ActPage, for actor: Actor) -> OutgoingResponse {
        let texts = actor.texts
        let event = page.event
        let heading = texts.text("act.title", ["position": String(event.position), "what": texts.act(event.type)])
        let view = SheetView(
            heading,
            back: .init("/console/journal", texts.text("act.back")),
            main: [said(page, for: actor), path(page, for: actor)].compactMap(\.self),
            side: [around(page, for: actor), place(page, for: actor)]
        )
        return render("sheet", title: heading, view, for: actor.reader)
    }

    /// What is shown of the act, in words and exactly.
    private func said(_ page: ActPage, for actor: Actor) -> SheetView.Section {
        let texts = actor.texts
        let envelope: Set<String> = ["actor", "organisation", "subject", "time", "type", "version"]
        return .made(texts.text("act.says")) { section in
            section.facts = page.disclosed.shownFields.filter { !envelope.contains($0.name.text) }
                .map { FieldWords.fact($0, of: page.event.type, for: actor.reader) }
            if section.facts.isEmpty { section.lines.append(texts.text("act.saysNothing")) }
            section.lines.append(
                page.disclosed.hiddenCount == 0
                    ? texts.text("act.nothingHidden") : texts.count("act.hidden", page.disclosed.hiddenCount)
            )
            section.more = [
                SheetView.More(
                    texts.text("act.raw"),
                    table: TableView(
                        texts.text("act.rawCaption"),
                        ["field", "value", "hash"].map { texts.text("act." + $0) },
                        page.disclosed.fields.map { field in
                            switch field {
                            case .hidden(let hash):
                                [.text(texts.text("act.hiddenField")), .text(""), .code(hash.hex)]
                            case .shown(let content):
                                [
                                    .code(content.name.text), .code(content.value.canonicalString),
                                    .code(content.hash.hex),
                                ]
                            }
                        }
                    )
                )
            ]
        }
    }

    /// When, who, about what.
    private func around(_ page: ActPage, for actor: Actor) -> SheetView.Section {
        let texts = actor.texts
        let event = page.event
        func shown(_ name: FieldName) -> String? { page.disclosed.value(of: name)?.stringValue }
        return .made(texts.text("act.around")) { section in
            section.facts =
                [Fact(texts.text("act.when"), texts.formats.time(event.time, .second) + " UTC")]
                + Fact.optional(texts.text("act.person"), page.person)
                + Fact.optional(texts.text("act.organisation"), page.organisation)
                + Fact.optional(texts.text("act.actor"), shown(.actor), isCode: true)
                + [
                    Fact(
                        texts.text("act.subject"),
                        event.subject.description,
                        isCode: true,
                        path: subjectPath(event, for: actor)
                    ), Fact(texts.text("act.type"), event.type, isCode: true),
                ]
            section.links = [
                SheetView.Link("/console/journal?about=\(event.subject)", texts.text("act.sameSubject"))
            ]
        }
    }

    /// Where the act stands in the log.
    private func place(_ page: ActPage, for actor: Actor) -> SheetView.Section {
        let texts = actor.texts
        return .made(texts.text("act.log")) { section in
            section.facts = [
                Fact(texts.text("act.index"), actor.reader.number(page.event.position)),
                Fact(texts.text("act.leafHash"), page.leafHash.hex, isCode: true),
            ]
            guard let proof = page.proof else {
                section.lines = [texts.text("act.notCovered")]
                return
            }
            let base = "/console/journal/\(page.event.position)/"
            section.lines = [texts.text("act.covered")]
            section.facts += [
                Fact(texts.text("act.checkpointSize"), actor.reader.number(proof.checkpoint.size)),
                Fact(texts.text("act.checkpointTime"), actor.reader.time(proof.checkpoint.time).text),
                Fact(texts.text("act.root"), proof.checkpoint.root.hex, isCode: true),
                Fact(texts.text("act.key"), node.log.verifierKey.text, isCode: true),
            ]
            section.verify = VerifyView(base + "receipt", name: "act")
            section.links = [
                SheetView.Link(
                    base + "proof",
                    texts.text("act.downloadProof"),
                    file: Self.proofName(page.event.position)
                ),
                SheetView.Link(
                    base + "receipt",
                    texts.text("act.downloadReceipt"),
                    file: Self.receiptName(page.event.position)
                ),
            ]
        }
    }

    /// The hashes that lead from the leaf to the root.
    private func path(_ page: ActPage, for actor: Actor) -> SheetView.Section? {
        guard let proof = page.proof else { return nil }
        let texts = actor.texts
        return .made(texts.text("act.path")) { section in
            section.lines = [texts.text("act.pathHelp")]
            section.more = [
                SheetView.More(
                    texts.count("act.pathLength", proof.proof.path.count),
                    codes: proof.proof.path.map(\.hex)
                ),
                SheetView.More(
                    texts.text("act.checkpoint"),
                    codes: proof.checkpoint.told.split(separator: "\n").map(String.init)
                ),
            ]
        }
    }
}

extension OutgoingResponse {
    /// A file that is saved and not shown.
    static func file(_ bytes: [UInt8], _ mediaType: String, name: String) -> OutgoingResponse {
        var response = OutgoingResponse.bytes(bytes, mediaType)
        response.headerFields[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }
}

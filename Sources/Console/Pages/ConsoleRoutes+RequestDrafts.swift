import CanonicalJSON
import Cooperation
import HTTPServing
import HTTPTypes
import Services
import Statements

extension ConsoleRoutes {
    static let draftsPath = "/console/requests/drafts"
    private static let draftsShown = 20
    private static let signedBytesMax = 16 << 20
    private static let signingLimits = RouteLimits(bodyBytesMax: 2 * signedBytesMax, timeout: .seconds(60))

    /// A draft as it will be read, with what signs it: a key in the browser, or files that were signed elsewhere.
    func requestDrafts() throws -> [ConsoleRoute] {
        [
            try page(Self.draftsPath + "/{id}", "console.requestDraft", .readRequests) { actor, _ in
                try await draftPage(actor)
            },
            try page(
                Self.draftsPath + "/{id}/documents/{number}",
                "console.draftDocument",
                .readRequests
            ) { actor, _ in try await draftDocument(actor) },
            try signing("signature", "console.signDraft", .writeRequests) { actor, id, statements in
                try await node.signRequestDraft(id, statements, by: actor.caller)
            },
            try signing("co-signature", "console.coSignDraft", .coSignRequests) { actor, id, statements in
                try await node.coSignRequestDraft(id, statements, by: actor.caller)
            },
            try form(Self.draftsPath + "/{id}/removal", "console.discardDraft", .writeRequests) { actor, _ in
                _ = try await node.discardRequestDraft(Self.draftID(actor), reason: nil, by: actor.caller)
                return .redirect("/console/requests")
            },
        ]
    }

    private static func draftID(_ actor: Actor) throws(Problem) -> ID<RequestDraft> {
        try actor.request.path.value("id") { ID<RequestDraft>($0) }
    }

    private func signing(
        _ name: String,
        _ operation: String,
        _ permission: Permission,
        _ body: @escaping @Sendable (Actor, ID<RequestDraft>, [SignedStatement]) async throws -> RequestDraft
    ) throws -> ConsoleRoute {
        var parts = ["signed": Self.signedBytesMax]
        for number in 1...RequestDraft.addresseesMax { parts["file-\(number)"] = Self.signedBytesMax }
        return try upload(
            "\(Self.draftsPath)/{id}/\(name)",
            operation,
            permission,
            parts: parts,
            limits: Self.signingLimits
        ) { actor, sent in
            do {
                let id = try Self.draftID(actor)
                let draft = try await body(actor, id, try Self.statements(sent))
                // What goes to an exchange is not among the requests before its record of them came back.
                let handed = try await node.filings(of: [draft])
                let isFiledHere = draft.state == .filed && handed.isEmpty
                return .redirect(isFiledHere ? "/console/requests?order=newest" : "\(Self.draftsPath)/\(id)")
            } catch let refusal as Refusal where refusal.kind != .notFound {
                return try await draftPage(actor, refusal: refusal)
            }
        }
    }

    /// What a browser signed, one statement a line, or else the files in the order of the documents.
    private static func statements(_ parts: [String: FormPart]) throws(Refusal) -> [SignedStatement] {
        var texts = (parts["signed"]?.bytes ?? []).split(separator: UInt8(ascii: "\n")).map {
            Array($0).filter { $0 != UInt8(ascii: "\r") }
        }
        if texts.isEmpty {
            texts = (1...RequestDraft.addresseesMax).compactMap { parts["file-\($0)"]?.bytes }.filter { !$0.isEmpty }
        }
        guard !texts.isEmpty else {
            throw Refusal(.invalid, "file-missing", "Choose the signed files.", pointer: "/file-1")
        }
        var statements: [SignedStatement] = []
        for text in texts {
            do throws(SignatureProblem) {
                statements.append(try SignedStatement(parsing: text))
            } catch {
                throw Refusal(.invalid, "signature-wrong", error.message)
            }
        }
        return statements
    }

    /// A draft with its documents; that somebody is shown it is noted.
    func draft(_ id: ID<RequestDraft>, for actor: Actor) async throws -> RequestDraftView {
        try await node.noting(.requestDraft(id), by: actor.caller) {
            try await node.requestDraft(id, for: actor.caller)
        }
    }

    private func draftDocument(_ actor: Actor) async throws -> OutgoingResponse {
        let (id, number) = (try Self.draftID(actor), try actor.request.path.value("number") { Int($0) })
        let view = try await draft(id, for: actor)
        let signed = try await node.signedStatements(of: id, for: actor.caller)
        guard view.documents.indices.contains(number - 1) else { throw ConsoleProblem.notFound }
        let bytes =
            signed.indices.contains(number - 1) ? signed[number - 1].bytes : Array(view.documents[number - 1].text.utf8)
        var response = OutgoingResponse.bytes(bytes, MediaType.json)
        response.headerFields[.contentDisposition] = "attachment; filename=\"request-\(number).json\""
        return response
    }

    // MARK: What is shown

    private struct DocumentPart: Sendable {
        let partTitle: String
        let facts: [Fact]
        let partTable: TableView
        let partText: String
        /// The statement that the officer signed, for whoever signs too.
        let partSigned: String?
        let partPath: String
        let partDigest: String
        let fileID: String
        let fileLabel: String
    }

    private struct DraftView: Sendable {
        let heading: String
        let badgeKind: String
        let badge: String
        let isExercise: Bool
        /// What an exercise needs before it can be filed; `nil` where it was filed, or is none.
        let exercisePlan: String?
        let documents: [DocumentPart]
        let earlier: [String]
        let hasEarlier: Bool
        let state: String
        /// Where signatures go; `nil` where the reader signs nothing here.
        let signPath: String?
        let signWords: String
        let owner: String
        /// What became of each request that was handed to an exchange; `nil` where none was.
        let handed: TableView?
        let againPath: String?
        let discardPath: String?
        let scripts: [String]
    }

    private static let signingScripts = ["signing-key.js", "statement.js", "request-signing.js"].compactMap {
        ConsoleAsset.named($0)?.path
    }

    private func draftPage(_ actor: Actor, refusal: Refusal? = nil) async throws -> OutgoingResponse {
        let texts = actor.texts
        let id = try Self.draftID(actor)
        let view = try await draft(id, for: actor)
        let signed = try await node.signedStatements(of: id, for: actor.caller)
        let (draft, path) = (view.draft, "\(Self.draftsPath)/\(id)")
        let names = try await node.addresseeNames(of: view.documents.compactMap(\.addressee.member))
        let documents = view.documents.enumerated().map { place, document in
            let name = document.addressee.member.flatMap { names[$0] } ?? document.addresseeName
            let shown = RequestDocumentView(
                document: document,
                authority: actor.visit.organisationName,
                addressee: name
            )
            let title = "\(place + 1). \(name ?? document.addressee.id.description)"
            return DocumentPart(
                partTitle: title,
                facts: shown.head(in: texts) + shown.law(in: texts),
                partTable: .items(document.items, in: texts),
                partText: document.text,
                partSigned: signed.indices.contains(place)
                    ? String(decoding: signed[place].bytes, as: UTF8.self) : nil,
                partPath: "\(path)/documents/\(place + 1)",
                partDigest: FileDigest.hexadecimal(Array(document.text.utf8)),
                fileID: "file-\(place + 1)",
                fileLabel: texts.text("requests.signedFile", ["name": title])
            )
        }
        let signs = draft.state == .written && actor.visit.may(.writeRequests)
        let coSigns = draft.state == .signed && actor.visit.may(.coSignRequests)
        let earlier = view.earlier.keys.sorted().flatMap { spelling in
            (view.earlier[spelling] ?? []).map { known in
                let time = known.receivedAt.map { actor.reader.time($0).text } ?? known.request.description
                return "\(spelling): \(texts.text("requests.earlier", ["time": time]))"
            }
        }
        let title = texts.word("requestKind", draft.writing.kind)
        let isOpen = (draft.state == .written || draft.state == .signed) && actor.visit.may(.writeRequests)
        let isRefused = view.filings.values.contains { $0.state == .refused } && actor.visit.may(.writeRequests)
        let content = DraftView(
            heading: title,
            badgeKind: draft.state.badgeKind,
            badge: texts.word("draftState", draft.state),
            isExercise: draft.writing.isExercise,
            exercisePlan: draft.writing.isExercise && isOpen
                ? texts.text(
                    "requests.exercisePlan",
                    ["ids": draft.writing.requests.map(\.description).joined(separator: ", ")]
                ) : nil,
            documents: documents,
            earlier: earlier,
            hasEarlier: !earlier.isEmpty,
            state: texts.text(draft.writing.needsCoSignature ? "requests.needsTwo" : "requests.needsOne"),
            signPath: signs ? path + "/signature" : coSigns ? path + "/co-signature" : nil,
            signWords: texts.text(coSigns ? "requests.coSign" : "requests.sign"),
            owner: actor.visit.person.id.description,
            handed: handed(view, documents.map(\.partTitle), in: texts),
            againPath: isOpen || isRefused ? "/console/requests/new?draft=\(id)" : nil,
            discardPath: isOpen ? path + "/removal" : nil,
            scripts: Self.signingScripts
        )
        return render(
            "request-draft",
            title: title,
            content,
            for: actor.reader,
            status: refusal == nil ? .ok : .unprocessableContent,
            notice: refusal.map { texts.notice($0) }
        )
    }

    private func handed(_ view: RequestDraftView, _ titles: [String], in texts: Catalogue) -> TableView? {
        guard !view.filings.isEmpty else { return nil }
        let rows = zip(view.draft.writing.requests, titles).compactMap { request, title -> [TableView.Cell]? in
            guard let filing = view.filings[request] else { return nil }
            let isThere = filing.state == .recorded
            return [
                .text(title, path: isThere ? "/console/requests/\(request)" : nil),
                .badge(filing.state.filingBadge, texts.word("filingState", filing.state)),
                .text(filing.code.map { texts.has("refusal." + $0) ? texts.text("refusal." + $0) : $0 } ?? "–"),
            ]
        }
        return TableView(
            texts.text("requests.handed"),
            ["recipient", "state", "reason"].map { texts.label($0) },
            rows
        )
    }

    /// The authority's latest requests that are on their way to the exchange, or that it refused; `nil` where there are none.
    func handedSection(_ actor: Actor) async throws -> SheetView.Section? {
        let texts = actor.texts
        let filed = try await node.requestDrafts(.filed, limit: Self.draftsShown, for: actor.caller).drafts
        let filings = try await node.filings(of: filed)
        let rows = filed.compactMap { draft -> [TableView.Cell]? in
            let own = draft.writing.requests.compactMap { filings[$0]?.state }.filter { $0 != .recorded }
            guard let state = own.first(where: { $0 == .refused }) ?? own.first else { return nil }
            return [
                .text(
                    texts.word("requestKind", draft.writing.kind),
                    path: "\(Self.draftsPath)/\(draft.id)",
                    note: draft.writing.isExercise ? texts.text("requests.exerciseMark") : nil
                ), .time(actor.reader.time(draft.writtenAt)),
                .badge(state.filingBadge, texts.word("filingState", state)),
            ]
        }
        guard !rows.isEmpty else { return nil }
        return .made(texts.text("requests.handed")) { section in
            section.table = TableView(
                texts.text("requests.handed"),
                ["kindOfRequest", "madeAt", "state"].map { texts.label($0) },
                rows
            )
        }
    }

    /// The authority's latest drafts that wait for a signature.
    func draftSection(_ actor: Actor) async throws -> SheetView.Section {
        let texts = actor.texts
        let signed = try await node.requestDrafts(.signed, limit: Self.draftsShown, for: actor.caller).drafts
        let written = try await node.requestDrafts(.written, limit: Self.draftsShown, for: actor.caller).drafts
        return .made(texts.text("requests.drafts")) { section in
            guard !(signed + written).isEmpty else {
                section.lines = [texts.text("requests.noDrafts")]
                return
            }
            section.table = TableView(
                texts.text("requests.drafts"),
                ["kindOfRequest", "madeAt", "items", "state"].map { texts.label($0) },
                (signed + written).map { draft in
                    [
                        .text(
                            texts.word("requestKind", draft.writing.kind),
                            path: "\(Self.draftsPath)/\(draft.id)",
                            note: draft.writing.isExercise ? texts.text("requests.exerciseMark") : nil
                        ), .time(actor.reader.time(draft.writtenAt)),
                        .number(actor.reader.number(draft.writing.items)),
                        .badge(draft.state.badgeKind, texts.word("draftState", draft.state)),
                    ]
                }
            )
        }
    }
}

extension Dispatch.State {
    /// How the way of a signed request to an exchange is marked.
    fileprivate var filingBadge: String {
        switch self {
        case .queued, .delivered, .retracted: "plain"
        case .refused: "bad"
        case .recorded: "good"
        }
    }
}

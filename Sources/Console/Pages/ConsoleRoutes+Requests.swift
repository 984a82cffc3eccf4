import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let requestsPerPage = 50
    private static let requestsPath = "/console/requests"

    /// Requests as whoever files them and whoever is asked read them, and what an authority does with its own.
    func requests() throws -> [ConsoleRoute] {
        [
            try page(
                Self.requestsPath,
                "console.requests",
                .readRequests,
                query: ["kind", "state", "order", "after"]
            ) { actor, query in try await requestList(actor, query) },
            try page(Self.requestsPath + "/{id}", "console.request", .readRequests, query: ["done"]) { actor, query in
                let done = query["done"].flatMap {
                    ["clarified", "withdrawn", "said", "looked"].contains($0) ? $0 : nil
                }
                return try await requestPage(
                    actor,
                    notice: done.map { Frame.Notice(kind: "good", text: actor.texts.text("requests." + $0)) }
                )
            },
            try requestAct("clarification", "console.clarifyRequest", field: "note") { actor, id, text in
                let view = try await node.clarifyRequest(id, note: text, by: actor.caller)
                return .redirect("\(Self.requestsPath)/\(id)?done=\(view.ownWords.isEmpty ? "clarified" : "said")")
            },
            try requestAct("withdrawal", "console.withdrawRequest", field: "reason") { actor, id, text in
                let view = try await node.withdrawRequest(id, reason: text, by: actor.caller)
                return .redirect("\(Self.requestsPath)/\(id)?done=\(view.ownWords.isEmpty ? "withdrawn" : "said")")
            },
            try requestAct("look", "console.lookAtItem", field: "item") { actor, id, text in
                try await lookAtItem(text, of: id, for: actor)
                return .redirect("\(Self.requestsPath)/\(id)?done=looked")
            },
            try requestAct("link", "console.inviteGuest", field: nil) { actor, id, _ in
                let link = try await node.inviteGuest(to: id, by: actor.caller)
                let path = "\(Self.guestPath)/\(link.secret)"
                return try await requestPage(
                    actor,
                    link: link.address.map { $0 + path } ?? address(of: path, for: actor.request)
                )
            },
            try page(
                Self.requestsPath + "/{id}/disclosures/{hash}",
                "console.disclosure",
                .readRequests
            ) { actor, _ in
                let hash = try actor.request.path.value("hash") { $0 }
                let id = try Self.requestID(actor)
                let bytes = try await node.noting(.disclosure(on: id), by: actor.caller) {
                    try await node.disclosedFile(hash, of: id, for: actor.caller)
                }
                var response = OutgoingResponse.bytes(bytes, "application/octet-stream")
                response.headerFields[.contentDisposition] = "attachment; filename=\"\(hash.prefix(12)).sealed\""
                return response
            },
        ]
    }

    static func requestID(_ actor: Actor) throws(Problem) -> ID<Request> {
        try actor.request.path.value("id") { ID<Request>($0) }
    }

    /// What an authority does with one of its requests; what was typed is shown again where it is refused.
    private func requestAct(
        _ name: String,
        _ operation: String,
        field: String?,
        _ body: @escaping @Sendable (Actor, ID<Request>, String) async throws -> OutgoingResponse
    ) throws -> ConsoleRoute {
        let fields = Set([field].compactMap(\.self))
        return try form(
            "\(Self.requestsPath)/{id}/\(name)",
            operation,
            .writeRequests,
            fields: fields
        ) { actor, sent in
            var form = TypedForm("requests", fields, sent)
            do {
                return try await body(actor, Self.requestID(actor), field.map { sent[$0] } ?? "")
            } catch let refusal as Refusal where refusal.kind != .notFound {
                _ = form.mark(refusal)
                return try await requestPage(
                    actor,
                    typed: form,
                    notice: actor.texts.notice(refusal),
                    status: .unprocessableContent
                )
            }
        }
    }

    // MARK: The list

    private func requestList(_ actor: Actor, _ query: Query) async throws -> OutgoingResponse {
        let texts = actor.texts
        let kind = query["kind"].flatMap(RequestKind.init(rawValue:))
        let state = query["state"].flatMap(Request.State.init(rawValue:))
        let isNewest = query["order"] == "newest" || (state.map { !Request.State.waiting.contains($0) } ?? false)
        let after = try query.value("after", "a place of this list", Self.place)
        let found = try await node.requests(
            .init(kind: kind, state: state, byClock: !isNewest),
            after: after?.bookmark(Request.self),
            limit: Self.requestsPerPage,
            for: actor.caller
        )
        let faces = try await node.dueFaces(of: found.requests.map(\.request))
        let list = SheetView.Section.made(texts.text(isNewest ? "requests.newest" : "requests.byClock")) { section in
            section.links = [
                .init("\(Self.requestsPath)?order=newest", texts.text("requests.newest")),
                .init(Self.requestsPath, texts.text("requests.byClock")),
            ]
            guard !found.requests.isEmpty else {
                section.lines = [texts.text("requests.none")]
                return
            }
            section.table = TableView(
                texts.count("requests.caption", found.requests.count),
                ["left", "kindOfRequest", "recipient", "due", "state"].map { texts.label($0) },
                found.requests.map { row(of: $0, faces[$0.request.id], for: actor) }
            )
        }
        var parameters = [kind.map { "kind=\($0.rawValue)" }, state.map { "state=\($0.rawValue)" }].compactMap(\.self)
        if isNewest { parameters.append("order=newest") }
        let onward = found.next.map { next in
            let all = parameters + ["after=" + Self.words(RequestPlace(next))]
            return SheetView.Link("\(Self.requestsPath)?\(all.joined(separator: "&"))", texts.text("list.more"))
        }
        let title = texts.text("requests.title")
        let isWriter = actor.visit.may(.writeRequests)
        let view = SheetView(
            title,
            intro: [texts.text("requests.help")],
            main: [list]
                + (isWriter ? [try await handedSection(actor), try await draftSection(actor)] : [])
                .compactMap(\.self),
            side: [requestFilter(kind, state, isNewest, in: texts)] + (isWriter ? [writingSection(texts)] : []),
            onward: onward,
            scripts: TableView.clockScripts
        )
        return render("sheet", title: title, view, for: actor.reader)
    }

    private func writingSection(_ texts: Catalogue) -> SheetView.Section {
        .made(texts.text("requests.write")) { section in
            section.links = [
                .init(Self.requestsPath + "/new", texts.text("requests.new")),
                .init(Self.requestsPath + "/keys", texts.text("requests.keys")),
            ]
            section.isScreenOnly = true
        }
    }

    private func requestFilter(
        _ kind: RequestKind?,
        _ state: Request.State?,
        _ isNewest: Bool,
        in texts: Catalogue
    ) -> SheetView.Section {
        func path(_ kind: RequestKind?, _ state: Request.State?) -> String {
            let parts = [
                kind.map { "kind=" + $0.rawValue }, state.map { "state=" + $0.rawValue },
                isNewest ? "order=newest" : nil,
            ]
            return Self.requestsPath + "?" + parts.compactMap(\.self).joined(separator: "&")
        }
        func choices(_ name: String, _ rows: [(text: String, path: String, isChosen: Bool)]) -> SheetView.More {
            SheetView.More(
                texts.label(name),
                table: TableView(
                    texts.text("requests.filter"),
                    [texts.label(name)],
                    rows.map { row in
                        [.text(row.text, path: row.path, note: row.isChosen ? texts.text("requests.chosen") : nil)]
                    }
                ),
                isOpen: rows.contains(where: \.isChosen)
            )
        }
        return .made(texts.text("requests.filter")) { section in
            section.isScreenOnly = true
            section.more = [
                choices(
                    "kindOfRequest",
                    RequestKind.allCases.map { (texts.word("requestKind", $0), path($0, state), $0 == kind) }
                ),
                choices(
                    "state",
                    Request.State.allCases.filter { $0 != .filed }
                        .map { (texts.word("requestState", $0), path(kind, $0), $0 == state) }
                ),
            ]
        }
    }

    private func row(of view: RequestView, _ face: ClockFace?, for actor: Actor) -> [TableView.Cell] {
        let (texts, request) = (actor.texts, view.request)
        return [
            leftCell(request, for: actor),
            .text(
                texts.word("requestKind", request.filing.kind),
                path: "\(Self.requestsPath)/\(request.id)",
                note: request.filing.isExercise ? texts.text("requests.exerciseMark") : nil
            ),
            .text(other(of: view, for: actor)),
            .text(face.map(texts.zoned) ?? "–", note: request.dueAt.map { actor.reader.time($0).text }),
            .badge(request.state.badgeKind, texts.word("requestState", request.state)),
        ]
    }

    /// Who is on the other side of the reader.
    private func other(of view: RequestView, for actor: Actor) -> String {
        let isOwn = actor.visit.organisation.kind == .authority
        let name = isOwn ? view.addresseeName : view.authorityName ?? view.paperAuthority
        return name ?? actor.texts.text("requests.guest")
    }

    /// How long there is until an answer is due.
    func leftCell(_ request: Request, for actor: Actor) -> TableView.Cell {
        guard request.isWaiting, let due = request.dueAt else {
            return .text(request.stoppedFor.map { actor.texts.word("stopReason", $0) } ?? "–")
        }
        return .clock(due, actor.texts.formats.span(to: due, from: actor.reader.now))
    }

    static func words(_ place: RequestPlace) -> String { "\(place.value.map(String.init) ?? "-").\(place.id)" }

    static func place(_ words: String) -> RequestPlace? {
        let parts = words.split(separator: ".")
        guard parts.count == 2, let id = Identifier(String(parts[1])) else { return nil }
        if parts[0] == "-" { return RequestPlace(value: nil, id: id) }
        return Int64(parts[0]).map { RequestPlace(value: $0, id: id) }
    }
}

import Cooperation
import Fingerprints
import HTTPServing
import Services

extension ConsoleRoutes {
    private static let casesPerPage = 50
    /// How many cases are counted; a queue that is longer than this is long.
    private static let casesCountedMax = 1000
    private static let filterFields: Set<String> = ["queue", "assignment", "state", "behaviour", "language", "kind"]

    /// The cases that wait, the most urgent first, and the views of them that a person saved.
    func queue() throws -> [ConsoleRoute] {
        [
            try page(
                "/console/queue",
                "console.queue",
                .readCases,
                query: Self.filterFields.union(["after", "done"])
            ) { actor, query in
                let filter = try Self.filter { query[$0] ?? "" }
                let after = try query.value("after", "a place of this list", Self.bookmark)
                let done = query["done"].flatMap { ["skipped", "released", "saved", "none"].contains($0) ? $0 : nil }
                return try await queue(
                    filter,
                    after: after,
                    notice: done.map { Frame.Notice(kind: "good", text: actor.texts.text("queue." + $0)) },
                    for: actor
                )
            },
            try form("/console/queue/next", "console.nextCase", .assignCases) { actor, _ in
                guard let next = try await node.takeNextCase(by: actor.caller) else {
                    return .redirect("/console/queue?done=none")
                }
                return .redirect("/console/cases/\(next.item.id)?done=taken")
            },
            try form(
                "/console/views",
                "console.saveView",
                .readCases,
                fields: Self.filterFields.union(["name"])
            ) { actor, fields in
                let filter = try Self.filter { fields[$0] }
                _ = try await node.saveView(fields["name"], filter, by: actor.caller)
                return .redirect("/console/queue?done=saved&" + Self.words(filter))
            },
            try form("/console/views/{id}/removal", "console.removeView", .readCases) { actor, _ in
                try await node.removeView(
                    try actor.request.path.value("id") { ID<SavedView>($0) },
                    by: actor.caller
                )
                return .redirect("/console/queue")
            },
        ]
    }

    private func queue(
        _ filter: CaseFilter,
        after: AggregateQuery<Case>.Bookmark?,
        notice: Frame.Notice?,
        for actor: Actor
    ) async throws -> OutgoingResponse {
        let texts = actor.texts
        let found = try await node.cases(filter, after: after, limit: Self.casesPerPage, for: actor.caller)
        let count = try await node.countCases(filter, upTo: Self.casesCountedMax + 1, for: actor.caller)
        let views = try await node.savedViews(of: actor.caller)
        let gauge = try await node.gauge(of: actor.caller)
        let view = QueueView(
            filters: filters(filter, in: texts),
            hidden: Self.pairs(filter).map { QueueView.Pair(name: $0.name, value: $0.value) },
            caption: caption(count, isByDue: filter.isByAnswerDue, for: actor.reader),
            rows: found.cases.map { row($0, for: actor) },
            hasRows: !found.cases.isEmpty,
            next: found.next.map { "/console/queue?" + Self.words(filter) + "&after=" + Self.words($0) },
            views: views.map { view in
                QueueView.Saved(
                    path: "/console/queue?" + Self.words(view.filter),
                    name: view.name ?? "",
                    removePath: "/console/views/\(view.id)/removal"
                )
            },
            hasViews: !views.isEmpty,
            nameField: [FieldView(id: "name", label: texts.text("queue.viewName"), autocomplete: "off")],
            gauge: GaugeView(gauge, for: actor.reader),
            mayTake: actor.visit.may(.assignCases)
        )
        return render("queue", title: texts.text("queue.title"), view, for: actor.reader, notice: notice)
    }

    /// How many cases there are, and in which order they stand.
    private func caption(_ count: Int, isByDue: Bool, for reader: Reader) -> String {
        guard count > Self.casesCountedMax else {
            return reader.texts.count(isByDue ? "queue.captionDue" : "queue.caption", count)
        }
        return reader.texts.text(
            isByDue ? "queue.captionManyDue" : "queue.captionMany",
            ["count": reader.number(Int64(Self.casesCountedMax))]
        )
    }

    /// A filter as a form or an address has it; without any, the person's own queue.
    private static func filter(_ field: (String) -> String) throws -> CaseFilter {
        func word<Word: RawRepresentable<String>>(_ name: String) throws -> Word? {
            let text = field(name)
            guard !text.isEmpty else { return nil }
            guard let word = Word(rawValue: text) else { throw Problem.invalidField(name, "There is no such word.") }
            return word
        }
        let language = field("language")
        return try CaseFilter(
            queue: try word("queue") ?? (field("state").isEmpty ? .forMe : .all),
            assignment: try word("assignment") ?? .anyone,
            state: try word("state"),
            behaviour: try word("behaviour"),
            language: language.isEmpty ? nil : language,
            kind: try word("kind")
        )
    }

    private static func pairs(_ filter: CaseFilter) -> [(name: String, value: String)] {
        [
            ("queue", filter.queue.rawValue), ("assignment", filter.assignment.rawValue),
            ("state", filter.state?.rawValue ?? ""), ("behaviour", filter.behaviour?.rawValue ?? ""),
            ("language", filter.language ?? ""), ("kind", filter.kind?.rawValue ?? ""),
        ].filter { !$0.1.isEmpty }
    }

    private static func words(_ filter: CaseFilter) -> String {
        pairs(filter).map { $0.name + "=" + percentEncoded($0.value) }.joined(separator: "&")
    }

    private static func words(_ bookmark: AggregateQuery<Case>.Bookmark) -> String {
        guard case .integer(let value) = bookmark.value else { return "-.\(bookmark.id)" }
        return "\(value).\(bookmark.id)"
    }

    /// A place in the list; unlike a cursor of the API it needs no proof, since it opens nothing.
    private static func bookmark(_ words: String) -> AggregateQuery<Case>.Bookmark? {
        let parts = words.split(separator: ".")
        guard parts.count == 2, let id = ID<Case>(String(parts[1])) else { return nil }
        guard parts[0] != "-" else { return .init(value: nil, id: id) }
        return Int64(parts[0]).map { .init(value: .integer($0), id: id) }
    }

    private func filters(_ filter: CaseFilter, in texts: Catalogue) -> [FieldView] {
        func choice<Word: RawRepresentable<String> & CaseIterable & Equatable>(
            _ id: String,
            _ words: Word.Type,
            page: String,
            chosen: Word?,
            mayBeAny: Bool
        ) -> FieldView {
            let any = FieldView.Option(value: "", text: texts.text("queue.any"), isCurrent: chosen == nil)
            return FieldView(
                id: id,
                label: texts.text("queue." + id),
                options: (mayBeAny ? [any] : [])
                    + Word.allCases.map { word in
                        FieldView.Option(
                            value: word.rawValue,
                            text: texts.word(page, word),
                            isCurrent: word == chosen
                        )
                    }
            )
        }
        return [
            choice("queue", CaseFilter.Queue.self, page: "caseQueue", chosen: filter.queue, mayBeAny: false),
            choice(
                "assignment",
                CaseFilter.Assignment.self,
                page: "caseAssignment",
                chosen: filter.assignment,
                mayBeAny: false
            ), choice("state", Case.State.self, page: "caseState", chosen: filter.state, mayBeAny: true),
            choice("behaviour", Behaviour.self, page: "behaviour", chosen: filter.behaviour, mayBeAny: true),
            choice("kind", ContentKind.self, page: "contentKind", chosen: filter.kind, mayBeAny: true),
            FieldView(
                id: "language",
                label: texts.text("queue.language"),
                value: filter.language ?? "",
                autocomplete: "off",
                isRequired: false
            ),
        ]
    }

    private func row(_ view: CaseView, for actor: Actor) -> QueueView.Row {
        let texts = actor.texts
        let item = view.item
        let nearest = item.matches.min { $0.distance < $1.distance }
        let behaviours = nearest?.behaviours.map { texts.word("behaviour", $0) } ?? []
        let distance = nearest.map { texts.distance(of: $0) }
        let due = view.decision?.answerDueAt
        let who =
            item.assignee.map { assignee in
                texts.text(assignee == actor.visit.person.id ? "queue.me" : "queue.colleague")
            } ?? ""
        return QueueView.Row(
            path: "/console/cases/\(item.id)",
            name: texts.name(of: view),
            why: (behaviours + [distance].compactMap(\.self)).joined(separator: " · "),
            language: item.context.language ?? "",
            priority: actor.reader.number(item.priority),
            waited: texts.formats.span(to: due ?? item.openedAt, from: actor.reader.now),
            time: actor.reader.time(due ?? item.openedAt),
            clock: texts.text(due == nil ? "queue.waits" : "queue.due"),
            state: texts.word("caseState", item.state),
            stateKind: item.state.badgeKind,
            who: who,
            skipped: view.own?.isSkipped == true ? texts.text("queue.skippedByMe") : nil,
            locked: view.own?.isLockedByAnother == true ? texts.text("queue.locked") : nil
        )
    }
}

extension Catalogue {
    /// How many of a picture hash's bits differ.
    func bits(_ distance: Int) -> String { count("case.distanceText", distance) }

    /// How far a match is, in words.
    func distance(of match: Match) -> String { match.kind == .pdq ? bits(match.distance) : text("case.exact") }

    /// What a case is called: the platform's own reference, else the link, else the end of its id.
    func name(of view: CaseView) -> String {
        view.reference ?? view.link ?? text("case.unnamed", ["mark": String(view.item.id.description.suffix(8))])
    }
}

extension Case.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .open: "warn"
        case .assigned: "plain"
        case .decided, .closed: "good"
        }
    }
}

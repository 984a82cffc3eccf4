import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    private struct QueueView: Sendable {
        struct Row: Sendable {
            let path: String
            let name: String
            let why: String
            let priority: String
            let opened: TimeView
            let state: String
            let stateKind: String
            let assignee: String
        }

        let states: [FieldView.Option]
        let caption: String
        let cases: [Row]
        /// Where the list goes on.
        let next: String?
        let hasCases: Bool
    }

    private static let casesPerPage = 50
    private static let everyState = "all"

    /// The cases that wait, the most urgent first.
    func queue() throws -> [ConsoleRoute] {
        [
            try page("/console/queue", "console.queue", .readCases, query: ["state", "after"]) { actor, query in
                let word = query["state"] ?? Case.State.open.rawValue
                let chosen =
                    try word == Self.everyState
                    ? nil : query.value("state", "a state of a case") { Case.State(rawValue: $0) } ?? .open
                let found = try await node.cases(
                    state: chosen,
                    after: query.value("after", "a place of this list", bookmark),
                    limit: Self.casesPerPage
                )
                let texts = actor.texts
                let view = QueueView(
                    states: ([nil] + Case.State.allCases.map { $0 }).map { option in
                        FieldView.Option(
                            value: option?.rawValue ?? Self.everyState,
                            text: option.map { texts.word("caseState", $0) } ?? texts.text("queue.all"),
                            isCurrent: option == chosen
                        )
                    },
                    caption: texts.count("queue.caption", found.cases.count),
                    cases: found.cases.map { row($0, for: actor) },
                    next: found.next.map { "/console/queue?state=\(word)&after=\(words($0))" },
                    hasCases: !found.cases.isEmpty
                )
                return render("queue", title: texts.text("queue.title"), view, for: actor.reader)
            }
        ]
    }

    private func words(_ bookmark: AggregateQuery<Case>.Bookmark) -> String {
        guard case .integer(let priority) = bookmark.value else { return bookmark.id.description }
        return "\(priority).\(bookmark.id)"
    }

    /// A place in the list; unlike a cursor of the API it needs no proof, since it opens nothing.
    private func bookmark(_ words: String) -> AggregateQuery<Case>.Bookmark? {
        let parts = words.split(separator: ".")
        guard parts.count == 2, let priority = Int64(parts[0]), let id = ID<Case>(String(parts[1])) else { return nil }
        return .init(value: .integer(priority), id: id)
    }

    private func row(_ view: CaseView, for actor: Actor) -> QueueView.Row {
        let texts = actor.texts
        let item = view.item
        let nearest = item.matches.min { $0.distance < $1.distance }
        let behaviours = nearest?.behaviours.map { texts.word("behaviour", $0) } ?? []
        let distance = nearest.map { texts.distance(of: $0) }
        let assignee =
            item.assignee.map {
                texts.text($0 == actor.visit.person.id ? "queue.me" : "queue.colleague")
            } ?? ""
        return QueueView.Row(
            path: "/console/cases/\(item.id)",
            name: texts.name(of: view),
            why: (behaviours + [distance].compactMap(\.self)).joined(separator: " · "),
            priority: actor.reader.number(item.priority),
            opened: actor.reader.time(item.openedAt),
            state: texts.word("caseState", item.state),
            stateKind: item.state.badgeKind,
            assignee: assignee
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

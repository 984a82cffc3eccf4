import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension ConsoleRoutes {
    private static let threatsPerPage = 100

    /// The threat alerts of this node's organisation, the newest first.
    func threats() throws -> [ConsoleRoute] {
        [
            try page("/console/threats", "console.threats", .readThreats, query: ["after"]) { actor, query in
                let after = try query.value("after", "a place of this list") { Self.threatBookmark($0) }
                return try await threatList(actor, after: after)
            }
        ]
    }

    private func threatList(_ actor: Actor, after: ThreatBookmark?) async throws -> OutgoingResponse {
        let texts = actor.texts
        let found = try await node.threats(after: after, limit: Self.threatsPerPage, for: actor.caller)
        let figures = try await node.threatFigures(for: actor.caller)
        let list = SheetView.Section.made(texts.text("threats.list")) { section in
            section.lines = found.threats.isEmpty ? [texts.text("threats.none")] : []
            section.table = threatTable(found.threats, for: actor)
            if actor.visit.may(.raiseThreats) {
                section.links = [SheetView.Link("/console/threats/new", texts.text("threats.new"))]
            }
        }
        let title = texts.text("threats.title")
        return render(
            "sheet",
            title: title,
            SheetView(
                title,
                intro: [texts.text("threats.help")],
                main: [list],
                side: [threatCounts(figures, states: ThreatAlert.State.self, page: "threatState", for: actor)],
                onward: found.next.map { next in
                    SheetView.Link("/console/threats?after=" + Self.words(next), texts.text("list.more"))
                }
            ),
            for: actor.reader
        )
    }

    private func threatTable(_ threats: [ThreatView], for actor: Actor) -> TableView? {
        let texts = actor.texts
        guard !threats.isEmpty else { return nil }
        return TableView(
            texts.count("threats.caption", threats.count),
            ["level", "office", "raisedAt", "approvals", "state"].map { texts.text("threats." + $0) },
            threats.map { view in
                let alert = view.alert
                return [
                    .text(
                        texts.word("threatLevel", alert.raising.level),
                        path: "/console/threats/\(alert.id)",
                        note: alert.raising.isExercise ? texts.text("threats.exercise") : nil
                    ), .text(view.office?.texts[.name] ?? alert.office?.description ?? alert.country),
                    .time(actor.reader.time(alert.raisedAt)),
                    .number(actor.reader.number(Int64(alert.approvals.count))),
                    .badge(alert.state.badgeKind, texts.word("threatState", alert.state)),
                ]
            }
        )
    }

    /// How many there were, by state and by what became of them.
    func threatCounts<State: RawRepresentable<String> & CaseIterable>(
        _ figures: ThreatFigures,
        states: State.Type,
        page: String,
        for actor: Actor
    ) -> SheetView.Section {
        let texts = actor.texts
        return .made(texts.text("threats.figures")) { section in
            section.lines = [texts.text("threats.figuresHelp")]
            section.facts =
                State.allCases.map { state in
                    Fact(
                        texts.text(page + "." + state.rawValue),
                        actor.reader.number(figures.states[state.rawValue] ?? 0)
                    )
                }
                + ThreatOutcome.allCases.map { outcome in
                    Fact(
                        texts.word("threatOutcome", outcome),
                        actor.reader.number(figures.outcomes[outcome.rawValue] ?? 0)
                    )
                }
        }
    }

    private static func words(_ bookmark: ThreatBookmark) -> String {
        guard case .integer(let time) = bookmark.value else { return bookmark.id.description }
        return "\(time).\(bookmark.id)"
    }

    private static func threatBookmark(_ words: String) -> ThreatBookmark? {
        let parts = words.split(separator: ".")
        guard parts.count == 2, let time = Int64(parts[0]), let id = ID<ThreatAlert>(String(parts[1])) else {
            return nil
        }
        return .init(value: .integer(time), id: id)
    }
}

extension ThreatAlert.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .flagged, .sent: "warn"
        case .withheld: "bad"
        case .acknowledged, .closed: "good"
        case .dropped: "plain"
        }
    }
}

import Cooperation
import Services

extension ConsoleRoutes {
    /// How good the requests of authorities were.
    func quality() throws -> [ConsoleRoute] {
        [
            try page("/console/quality", "console.quality", .readRegister, query: []) { actor, _ in
                let shown = try await node.shownQuality(for: actor.caller)
                let texts = actor.texts
                let list = SheetView.Section.made(texts.text("quality.list")) { section in
                    guard !shown.authorities.isEmpty else {
                        section.lines = [texts.text("quality.empty")]
                        return
                    }
                    section.table = TableView(
                        texts.text("quality.caption"),
                        [texts.text("quality.authority")] + Self.counts.map { texts.text("quality." + $0.name) }
                            + [texts.text("quality.consequence")],
                        shown.authorities.map { one in
                            [.text(one.name ?? one.id.description, path: "/console/members/\(one.id)")]
                                + Self.counts.map { count in
                                    let isShown = count.name != "protected" || one.showsProtected
                                    return .number(
                                        isShown ? actor.reader.number(one.quality[keyPath: count.path]) : "–"
                                    )
                                }
                                + [
                                    .badge(
                                        one.consequence == .none ? "good" : one.consequence == .warned ? "warn" : "bad",
                                        texts.word("qualityConsequence", one.consequence)
                                    )
                                ]
                        }
                    )
                }
                let title = texts.text("quality.title")
                let help = texts.text(
                    "quality.help",
                    [
                        "since": actor.reader.time(shown.since).text,
                        "least": actor.reader.number(RequestFigures.countMin),
                    ]
                )
                return render(
                    "sheet",
                    title: title,
                    SheetView(title, intro: [help], main: [list]),
                    for: actor.reader
                )
            }
        ]
    }

    /// What is told of each, in order, by the name of its text.
    private static var counts: [(name: String, path: KeyPath<AuthorityQuality, Int>)] {
        [
            ("requests", \.requests), ("unanswered", \.unansweredRequests), ("answered", \.answeredItems),
            ("refused", \.refusedItems), ("erroneous", \.erroneousItems), ("outOfScope", \.outOfScopeItems),
            ("protected", \.protectedItems), ("reversed", \.reversedItems),
        ]
    }
}

import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    private static let clocksPerPage = 100

    /// The clocks that the person sees to, the one that ends soonest first.
    func clocks() throws -> [ConsoleRoute] {
        [
            try page("/console/clocks", "console.clocks", .readClocks, query: ["after"]) { actor, query in
                let after = try query.value("after", "a place of this list", Self.clockBookmark)
                let found = try await node.clocks(
                    own: true,
                    after: after,
                    limit: Self.clocksPerPage,
                    for: actor.caller
                )
                let texts = actor.texts
                let list = SheetView.Section.made(texts.text("clocks.list")) { section in
                    section.lines = found.clocks.isEmpty ? [texts.text("clocks.none")] : []
                    section.table = clockTable(found.clocks, for: actor)
                    section.links = [SheetView.Link("/console/clocks/rules", texts.text("clocks.toRules"))]
                }
                let title = texts.text("clocks.title")
                let onward = found.next.map { next in
                    SheetView.Link("/console/clocks?after=" + Self.words(next), texts.text("list.more"))
                }
                return render(
                    "sheet",
                    title: title,
                    SheetView(
                        title,
                        intro: [texts.text("clocks.help")],
                        main: [list],
                        onward: onward,
                        scripts: TableView.clockScripts
                    ),
                    for: actor.reader
                )
            }
        ]
    }

    /// A table of clocks; `nil` where there are none.
    func clockTable(_ clocks: [Clock], for actor: Actor) -> TableView? {
        let texts = actor.texts
        guard !clocks.isEmpty else { return nil }
        return TableView(
            texts.count("clocks.caption", clocks.count),
            ["left", "rule", "about", "state", "local", "universal"].map { texts.text("clocks." + $0) },
            clocks.map { clock in
                let face = node.face(of: clock)
                return [
                    clock.state == .running
                        ? .clock(clock.deadline, texts.formats.span(to: clock.deadline, from: actor.reader.now))
                        : .text(texts.text("clocks.standing")),
                    .text(
                        clock.code.description,
                        note: clock.isExercise ? texts.text("requests.exerciseMark") : nil
                    ),
                    .text(texts.word("clockSubject", clock.subjectKind)),
                    .badge(clock.state.badgeKind, texts.word("clockState", clock.state)),
                    .text(texts.zoned(face)), .time(actor.reader.time(clock.deadline)),
                ]
            }
        )
    }

    private static func words(_ bookmark: ClockBookmark) -> String {
        guard case .integer(let time) = bookmark.value else { return bookmark.id.description }
        return "\(time).\(bookmark.id)"
    }

    private static func clockBookmark(_ words: String) -> ClockBookmark? {
        let parts = words.split(separator: ".")
        guard parts.count == 2, let time = Int64(parts[0]), let id = ID<Clock>(String(parts[1])) else { return nil }
        return .init(value: .integer(time), id: id)
    }
}

extension Clock.State {
    /// The kind of badge that shows it.
    var badgeKind: String {
        switch self {
        case .running: "good"
        case .stopped: "warn"
        case .breached: "bad"
        case .ended: "plain"
        }
    }
}

extension Catalogue {
    /// A moment as the clocks of its zone show it, with how far these are from UTC; UTC where the zone is not known.
    func zoned(_ face: ClockFace) -> String {
        guard let shown = face.shown, let offset = face.offsetText else {
            return formats.time(face.moment, .minute) + " UTC"
        }
        return "\(formats.time(shown, .minute)) \(offset) (\(face.zone))"
    }

    /// The same moment in the authority's zone and in UTC, in one line.
    func bothZones(_ face: ClockFace) -> String {
        let (local, universal) = (zoned(face), formats.time(face.moment, .minute) + " UTC")
        return local == universal || face.zone == .utc ? local : "\(local), \(universal)"
    }
}

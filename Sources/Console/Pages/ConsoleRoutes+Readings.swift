import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    private static let readingsPerPage = 100

    /// Who read what, when and why.
    func readings() throws -> [ConsoleRoute] {
        [
            try page("/console/readings", "console.readings", .readReadings, query: ["after"]) { actor, query in
                let after = try query.value("after", "a place of this list", Self.readingBookmark)
                let found = try await node.namedReadings(
                    for: actor.caller,
                    after: after,
                    limit: Self.readingsPerPage
                )
                let texts = actor.texts
                let list = SheetView.Section.made(texts.text("readings.list")) { section in
                    guard !found.readings.isEmpty else {
                        section.lines = [texts.text("readings.none")]
                        return
                    }
                    section.table = TableView(
                        texts.text("readings.caption"),
                        ["time", "person", "kind", "subject", "purpose"].map { texts.text("readings." + $0) },
                        found.readings.map { one in
                            [
                                .time(actor.reader.time(one.reading.readAt)),
                                .text(one.name ?? one.reading.person.description),
                                .text(texts.word("readingKind", one.reading.subject.kind)),
                                .code(
                                    one.reading.subject.identifier.description,
                                    path: Self.path(to: one.reading.subject, for: actor)
                                ), .text(texts.word("readingPurpose", one.reading.purpose)),
                            ]
                        }
                    )
                }
                let title = texts.text("readings.title")
                let onward = found.next.map { next in
                    SheetView.Link("/console/readings?after=" + Self.words(next), texts.text("queue.more"))
                }
                return render(
                    "sheet",
                    title: title,
                    SheetView(title, intro: [texts.text("readings.help")], main: [list], onward: onward),
                    for: actor.reader
                )
            }
        ]
    }

    /// The page of what was read; `nil` where the person may not open it.
    private static func path(to subject: Reading.Subject, for actor: Actor) -> String? {
        let (name, permission): (String, Permission) =
            switch subject.kind {
            case .case: ("cases", .readCases)
            case .request, .disclosure: ("requests", .readRequests)
            case .requestDraft: ("requests/drafts", .readRequests)
            case .assessment: ("assessments", .readAssessments)
            case .threat: ("threats", .readThreats)
            case .threatNotice: ("threat-alerts", .readThreats)
            case .person: ("people", .readPeople)
            }
        return actor.visit.may(permission) ? "/console/\(name)/\(subject.identifier)" : nil
    }

    private static func words(_ bookmark: ReadingBookmark) -> String {
        guard case .integer(let time) = bookmark.value else { return bookmark.id.description }
        return "\(time).\(bookmark.id)"
    }

    private static func readingBookmark(_ words: String) -> ReadingBookmark? {
        let parts = words.split(separator: ".")
        guard parts.count == 2, let time = Int64(parts[0]), let id = ID<Reading>(String(parts[1])) else { return nil }
        return .init(value: .integer(time), id: id)
    }
}

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
                let found = try await node.namedReadings(after: after, limit: Self.readingsPerPage)
                let texts = actor.texts
                let list = SheetView.Section.made(texts.text("readings.list")) { section in
                    guard !found.readings.isEmpty else {
                        section.lines = [texts.text("readings.none")]
                        return
                    }
                    section.table = TableView(
                        texts.text("readings.caption"),
                        ["time", "person", "case", "purpose"].map { texts.text("readings." + $0) },
                        found.readings.map { one in
                            [
                                .time(actor.reader.time(one.reading.readAt)),
                                .text(one.name ?? one.reading.person.description),
                                .code(
                                    one.reading.subject.description,
                                    path: actor.visit.may(.readCases) ? "/console/cases/\(one.reading.subject)" : nil
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

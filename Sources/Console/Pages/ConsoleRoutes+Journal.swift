import Cooperation
import HTTPServing
import Services
import TransparencyLog

extension ConsoleRoutes {
    private struct JournalView: Sendable {
        struct Row: Sendable {
            let position: String
            let anchor: Int64
            let time: TimeView
            let what: String
            let type: String
            let subject: String
            let leaf: String
        }

        let standing: String
        let caption: String
        let rows: [Row]
        let isEmpty: Bool
        let newer: String?
        let older: String?
    }

    /// Every act that is open to the reader, the latest first.
    func journal() throws -> [ConsoleRoute] {
        [
            try page("/console/journal", "console.journal", .readEvents, query: ["until"]) { actor, query in
                let until = try query.value("until", "a position of the journal") { Int64($0) }
                let page = try await node.journalPage(until: until, for: actor.caller)
                let texts = actor.texts
                let length = Node.journalPageLength
                func number(_ value: Int64) -> String { actor.reader.number(value) }
                let view = JournalView(
                    standing: texts.text(
                        "journal.standing",
                        ["size": number(page.size), "signed": number(page.signedSize)]
                    ),
                    caption: texts.text(
                        "journal.caption",
                        ["from": number(page.from), "to": number(max(page.from, page.until - 1))]
                    ),
                    rows: page.entries.reversed().map { entry in
                        JournalView.Row(
                            position: number(entry.event.position),
                            anchor: entry.event.position,
                            time: actor.reader.time(entry.event.time),
                            what: texts.act(entry.event.type),
                            type: entry.event.type,
                            subject: entry.event.subject.description,
                            leaf: entry.leafHash.hex
                        )
                    },
                    isEmpty: page.entries.isEmpty,
                    newer: page.until < page.size
                        ? "/console/journal?until=\(min(page.until + length, page.size))" : nil,
                    older: page.from > 0 ? "/console/journal?until=\(page.from)" : nil
                )
                return render("journal", title: texts.text("journal.title"), view, for: actor.reader)
            }
        ]
    }
}

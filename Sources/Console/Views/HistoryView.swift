import Cooperation
import Services

/// One act in the history of something.
struct HistoryEntry: Sendable {
    let time: TimeView
    let text: String
    let position: String

    /// - Parameters:
    ///   - act: what happened.
    ///   - people: the names of those of the reader's own organisation who acted.
    ///   - members: the names of organisations.
    ///   - reader: who looks.
    init(
        _ act: JournalEvent,
        people: [Identifier: String],
        members: [ID<Organisation>: String],
        for reader: Reader
    ) {
        let texts = reader.texts
        let member = members[act.organisation] ?? act.organisation.description
        let who =
            people[act.actor]
            ?? (act.actor == act.organisation.identifier && act.origin == nil ? texts.text("case.byNode") : member)
        time = reader.time(act.time)
        text = texts.text("case.entry", ["what": texts.act(act.type), "who": who])
        position = String(act.position)
    }
}

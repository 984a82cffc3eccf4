import Cooperation
import TransparencyLog

/// A stretch of the journal as far as it is open to a reader.
package struct JournalPage: Sendable {
    /// One act: what is shown of it, and its leaf in the log.
    package struct Entry: Sendable {
        package let event: JournalEvent
        package let leafHash: LogHash
        /// The fields that are shown, in order.
        package let fields: [ShownField]
    }

    /// In order of position, the latest last; acts that are hidden from the reader are left out.
    package let entries: [Entry]
    /// The first position of the stretch.
    package let from: Int64
    /// The position after its last.
    package let until: Int64
    /// How many acts there are altogether.
    package let size: Int64
    /// How many of them the last signed checkpoint covers.
    package let signedSize: Int64
}

extension Node {
    /// How many acts one stretch holds.
    package static let journalPageLength: Int64 = 50

    /// A stretch of the journal.
    ///
    /// - Parameters:
    ///   - until: the position after its last act; `nil` for the end of the journal.
    ///   - caller: who reads.
    /// - Returns: the acts of the stretch that are open to the reader.
    package func journalPage(until: Int64?, for caller: Caller) async throws -> JournalPage {
        let now = clock()
        return try await store.read { reading in
            let size = try reading.journalSize()
            let end = min(max(until ?? size, 0), size)
            let start = max(0, end - Self.journalPageLength)
            let visibility = EventVisibility(reading: reading, caller: caller, now: now)
            var entries: [JournalPage.Entry] = []
            for event in try reading.events(EventQuery(from: start, limit: Int(end - start))) {
                guard let entry = try visibility.entry(event) else { continue }
                entries.append(entry)
            }
            return JournalPage(
                entries: entries,
                from: start,
                until: end,
                size: size,
                signedSize: try reading.latestCheckpoint()?.size ?? 0
            )
        }
    }
}

extension EventVisibility {
    fileprivate func entry(_ event: JournalEvent) throws -> JournalPage.Entry? {
        let withheld: Set<String>
        switch try answer(event) {
        case .hidden: return nil
        case .shown(let fields): withheld = fields
        case .shared(let agreement, let fields):
            // Pages are for people of today's parties; what came before they joined is given to followers by cursor.
            guard let agreement = try reading.load(Agreement.self, agreement),
                try reading.isVisible(agreement, to: caller, for: .readAgreements)
            else { return nil }
            withheld = fields
        }
        guard let record = try reading.record(at: event.position) else { return nil }
        let disclosed = try record.commitment().disclosed { !withheld.contains($0.text) }
        return JournalPage.Entry(event: event, leafHash: record.leafHash, fields: disclosed.shownFields)
    }
}

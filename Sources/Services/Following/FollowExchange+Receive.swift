import Cooperation

extension FollowExchange {
    /// Takes in the next page of events; each is applied in the transaction that also moves the cursor.
    ///
    /// An event that was received before is known by its place in the exchange's journal and passed over. So events may
    /// come again, as after this member left an agreement and joined it anew, and a cursor that the exchange does not know
    /// any more costs nothing but reading from the beginning.
    ///
    /// - Returns: how many events came.
    /// - Throws: `ExchangeFailure`, `newer` where this node has to be upgraded first; `Stopped` where an event is not what its leaf says, or an alarm stands.
    package func receive(from id: ID<Exchange>, wait: Seconds) async throws -> Int {
        let cursor = try await store.read { try ExchangeIntake.cursor(id, in: $0) }
        guard let page = try await page(after: cursor, wait: wait) else {
            try await intake.forgetCursor(of: id)
            return 0
        }
        status.noteAnswer(at: node.clock())
        do {
            _ = try await settlingAlarms { try await intake.take(page, from: id) }
        } catch let failure as ExchangeFailure {
            if failure.code == .newer { status.note(needsUpgrade: true) }
            throw failure
        }
        status.note(needsUpgrade: false)
        if let position = page.position { status.note(position: position) }
        return page.events.count
    }

    /// The next page; `nil` where the exchange does not know the cursor.
    private func page(after cursor: String?, wait: Seconds) async throws(ExchangeFailure) -> ReceivedEvents? {
        do throws(ExchangeFailure) {
            return try await connection.events(cursor: cursor, wait: wait)
        } catch {
            guard error.code == .cursorRefused, cursor != nil else { throw error }
            return nil
        }
    }
}

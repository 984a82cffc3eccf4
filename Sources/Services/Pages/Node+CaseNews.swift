import Cooperation

extension Node {
    /// Whether anything happened to a case since a position of the journal.
    package func hasCaseEvent(from position: Int64) async throws -> Bool {
        let types = [
            CaseOpened.type, CaseMatched.type, CaseAssigned.type, CaseReleased.type, CaseReturned.type,
            CaseDecided.type, CaseClosed.type, CaseSkipped.type, CaseErased.type,
        ]
        return try await store.read { reading in
            try !reading.events(EventQuery(from: position, types: types, limit: 1)).isEmpty
        }
    }
}

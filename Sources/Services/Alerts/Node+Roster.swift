import Cooperation

/// One person of the roster.
package struct RosterEntryView: Sendable, Hashable {
    package let entry: RosterEntry
    /// Whether the person works here and has an address; others are passed over.
    package let isReachable: Bool
}

extension Node {
    /// Whom this node reaches when something can't wait, in order; empty where nobody is.
    package func roster() async throws -> [RosterEntryView] {
        let id = Roster.id(of: identity.organisation)
        return try await store.read { try $0.entries(of: id) }
    }

    /// Writes the roster of the organisation that runs this node.
    ///
    /// - Parameters:
    ///   - entries: who is asked, in order; empty for nobody, and then nothing is alerted.
    ///   - caller: who; already authorised.
    /// - Returns: the roster.
    /// - Throws: `Refusal` where somebody does not work here or a shift is none; `StoreError`.
    package func setRoster(_ entries: [RosterEntry], by caller: Caller) async throws -> [RosterEntryView] {
        let organisation = identity.organisation
        let id = Roster.id(of: organisation)
        return try await store.write { transaction in
            let acts = try Roster.decide(transaction.load(Roster.self, id), set: entries, id: id)
            for (index, entry) in entries.enumerated() {
                let person = try transaction.load(Person.self, entry.person)
                guard person?.organisation == organisation, person?.state == .active else {
                    throw Refusal(
                        .invalid,
                        "person-not-here",
                        "No such person works for the organisation that runs this node.",
                        pointer: "/entries/\(index)/person"
                    )
                }
            }
            for act in acts { try transaction.append(act, by: caller.author) }
            return try transaction.entries(of: id)
        }
    }
}

extension StoreReading {
    fileprivate func entries(of id: ID<Roster>) throws -> [RosterEntryView] {
        let entries = try load(Roster.self, id)?.entries ?? []
        let people = try load(Person.self, ids: entries.map(\.person))
        return entries.map { entry in
            let person = people[entry.person]
            return RosterEntryView(
                entry: entry,
                isReachable: person?.state == .active && person?.addressedAt != nil
            )
        }
    }
}

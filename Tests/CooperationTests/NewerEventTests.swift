import CanonicalJSON
import Cooperation
import Testing

/// What an exchange records, as a program reads it that may be older.
@Suite struct `An event of an exchange` {
    @Test func `is known where it can come from an exchange, and no other is`() {
        let followed = EveryEventTests.payloads.map { $0.type }.filter { type in
            type == TextsErased.type || Exchange.followedTypes.contains { type.hasPrefix($0.name + ".") }
        }
        #expect(Exchange.followedPayloads.map { $0.type }.sorted() == followed.sorted())
    }

    @Test(arguments: EveryEventTests.payloads.map { $0.type }) func `is about a kind of thing that is known`(
        type: String
    ) {
        #expect(!inner(type, 1, [:]).isOfUnknownKind)
    }

    private func inner(_ type: String, _ version: Int, _ facts: [String: JSONValue]) -> EventReceived.Inner {
        EventReceived.Inner(
            type: type,
            version: version,
            subject: ID<Signal>.number(1).identifier,
            time: .start,
            organisation: .number(1),
            actor: ID<Person>.number(1).identifier,
            facts: facts
        )
    }

    @Test func `is of a newer program where it says more than this one knows, and else not`() throws {
        let known = Set(Exchange.followedPayloads.map { $0.type })
        let acts = try EveryEventTests.acts().filter { known.contains($0.type) }
        #expect(!acts.isEmpty)
        for act in acts {
            let version = act.version
            #expect(!inner(act.type, version, act.facts).isOfNewerProgram, "\(act.type)")
            let marked = act.facts.merging([JournalEvent.exerciseMark: true]) { told, _ in told }
            #expect(!inner(act.type, version, marked).isOfNewerProgram, "\(act.type) for practice")
            #expect(inner(act.type, version + 1, act.facts).isOfNewerProgram, "\(act.type), the next version")
            #expect(!inner(act.type, version - 1, act.facts).isOfNewerProgram, "\(act.type), an older version")
            let more = act.facts.merging(["newThing": 7]) { told, _ in told }
            // An act that says nothing but that it happened is read as that.
            let isNewer = inner(act.type, version, more).isOfNewerProgram
            #expect(isNewer || act.facts.isEmpty, "\(act.type) with a further fact")
        }
        #expect(inner("signal.teleported", 1, [:]).isOfNewerProgram)
        #expect(inner("hologram.lit", 1, [:]).isOfNewerProgram, "A kind of thing that this program has not.")
        #expect(!inner("person.added", 1, [:]).isOfNewerProgram, "No exchange gives this node a person.")
        let proposed = try #require(acts.first { $0.type == SignalProposed.type })
        let hologram = proposed.facts.merging(["kind": "hologram"]) { $1 }
        #expect(inner(SignalProposed.type, proposed.version, hologram).isOfNewerProgram, "A word of a newer one.")
        var lacking = proposed.facts
        lacking["kind"] = nil
        #expect(!inner(SignalProposed.type, proposed.version, lacking).isOfNewerProgram, "A fact that is missing.")
    }
}

import Cooperation
import Testing

/// An aggregate with named states to start from and named commands, to be compared with its specification.
struct StateMachine<A: Aggregate>: Replayable {
    typealias Decision = @Sendable (A?) throws -> [Act]

    let states: [String: A?]
    let commands: [String: Decision]
    /// In whose name the commands are recorded.
    var author = ID<Organisation>.number(1)

    /// Carries one command out and compares what came of it.
    func check(_ transition: Transition) throws {
        let state = try #require(states[transition.state], "There is no such state.")
        let command = try #require(commands[transition.command], "There is no such command.")
        let acts: [Act]
        do {
            acts = try command(state)
        } catch let refusal as Refusal {
            #expect("!" + refusal.code == transition.outcome)
            #expect(!refusal.message.isEmpty)
            #expect(refusal.pointer?.hasPrefix("/") ?? true)
            return
        }
        let outcome = acts.isEmpty ? "-" : acts.map { $0.type.word }.joined(separator: "+")
        #expect(outcome == transition.outcome)
        #expect(acts.allSatisfy { $0.type.hasPrefix(A.name + ".") })
        _ = try A.after(state, acts, by: author)
    }

    /// Fails unless each pair of state and command has exactly one line.
    func checkCompleteness(_ transitions: [Transition]) {
        let named = transitions.map { Pair(command: $0.command, state: $0.state) }
        let pairs = commands.keys.flatMap { command in states.keys.map { Pair(command: command, state: $0) } }
        #expect(Set(pairs).subtracting(named) == [], "These pairs have no line.")
        #expect(Set(named).subtracting(pairs) == [], "These lines are about nothing.")
        #expect(named.count == Set(named).count, "A pair has two lines.")
    }

    private struct Pair: Hashable {
        let command: String
        let state: String
    }

    var acts: [Act] {
        states.keys.sorted().flatMap { name in
            commands.keys.sorted().flatMap { (try? commands[$0]?(states[name] ?? nil)) ?? [] }
        }
    }

    func replay(_ event: JournalEvent) -> [Result<Identifier, any Error>] {
        states.keys.sorted().map { name in
            Result { try A.apply(states[name] ?? nil, event).id.identifier }
        }
    }

}

extension String {
    fileprivate var word: String { String(drop { $0 != "." }.dropFirst()) }
}

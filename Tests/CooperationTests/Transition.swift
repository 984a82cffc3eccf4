import Testing

/// One line of a state machine's specification: what a command does in a state.
struct Transition: Sendable, Hashable, CustomTestStringConvertible {
    let command: String
    let state: String
    /// `-` for nothing, `!code` for a refusal, else the words after the dot of the events' types.
    let outcome: String

    var testDescription: String { "\(state), asked to \(command): \(outcome)" }

    /// Reads lines of the form `command | state state -> outcome`.
    static func table(_ text: String) -> [Transition] {
        text.split(separator: "\n").flatMap { line -> [Transition] in
            let sides = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
            guard sides.count == 2, sides[0].count == 1, sides[1].count >= 3, sides[1].dropLast().last == "->" else {
                return [Transition(command: String(line), state: "", outcome: "is no line of a table")]
            }
            return sides[1].dropLast(2).map {
                Transition(command: sides[0][0], state: $0, outcome: sides[1].last ?? "")
            }
        }
    }
}

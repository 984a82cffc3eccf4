import Mustache

/// A part of a catalogue as templates see it: `t.queue.title`.
struct TextBranch: MustacheParent, Sendable {
    let branches: [String: [String: String]]

    func child(named name: String) -> Any? { branches[name] }
}

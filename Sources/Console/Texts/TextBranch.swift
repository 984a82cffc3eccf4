import Mustache

/// The texts of a catalogue as templates see them: `t.queue.title`.
struct TextBranch: MustacheParent, Sendable {
    private let pages: [String: [String: String]]

    init(_ entries: [String: [String: Catalogue.Entry]]) {
        pages = entries.mapValues { texts in
            texts.compactMapValues { entry in
                if case .text(let text) = entry { text } else { nil }
            }
        }
    }

    func child(named name: String) -> Any? { pages[name] }
}

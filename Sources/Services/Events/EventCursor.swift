import Cooperation

/// Where a reader of the journal's slice stands.
///
/// Most of the time that is a position. After the reader's organisation joined an agreement, what was shared under it
/// before comes once, from the beginning up to the joining, and then the reading goes on. So does the register of
/// mandates after the organisation's standing became one that sees it.
package struct EventCursor: Sendable, Hashable {
    /// The first position not read yet.
    package var position: Int64 = 0
    /// What has to be caught up with before going on.
    var backlog: Backlog?

    /// What the reader did not see before.
    struct Backlog: Sendable, Hashable {
        /// The agreement that the reader joined; `nil` for the register of mandates.
        var agreement: ID<Agreement>?
        /// The first position not caught up with yet.
        var position: Int64
        /// The position of the joining or of the change of standing, where the backlog ends.
        var end: Int64
    }

    private static let registerWord = "register"

    init() {}

    /// Reads a cursor that this node gave to the same organisation.
    ///
    /// - Throws: `Refusal` `cursor-invalid`.
    package init(_ text: String, reader: ID<Organisation>, secrets: NodeSecrets) throws(Refusal) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2,
            secrets.isValidCursor(Self.signed(String(parts[1]), reader), tag: String(parts[0]))
        else { throw Self.invalid }
        let words = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard words.count == 1 || words.count == 4, let position = Int64(words[0]), position >= 0 else {
            throw Self.invalid
        }
        self.position = position
        guard words.count == 4 else { return }
        let agreement = ID<Agreement>(String(words[1]))
        guard agreement != nil || words[1] == Self.registerWord[...], let from = Int64(words[2]),
            let end = Int64(words[3])
        else { throw Self.invalid }
        backlog = Backlog(agreement: agreement, position: from, end: end)
    }

    private static var invalid: Refusal {
        Refusal(
            .invalid,
            "cursor-invalid",
            "Use a cursor as this node gave it to you, or none to begin anew.",
            pointer: "cursor"
        )
    }

    private static func signed(_ words: String, _ reader: ID<Organisation>) -> String {
        "events\u{0}\(reader)\u{0}\(words)"
    }

    /// The written form, bound to the reader.
    package func text(for reader: ID<Organisation>, secrets: NodeSecrets) -> String {
        var words = "\(position)"
        if let backlog {
            let what = backlog.agreement?.description ?? Self.registerWord
            words += ".\(what).\(backlog.position).\(backlog.end)"
        }
        return secrets.cursorTag(Self.signed(words, reader)) + "-" + words
    }
}

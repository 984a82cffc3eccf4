import Cooperation

/// Where a list goes on: opaque to clients, and only the node that gave it can make one.
package enum PageCursor {
    private static func signed(_ list: String, _ words: String) -> String { "list\u{0}\(list)\u{0}\(words)" }

    /// The cursor for going on after an entry.
    package static func text(after words: String, list: String, secrets: NodeSecrets) -> String {
        secrets.cursorTag(signed(list, words)) + "-" + words
    }

    /// What a cursor says; `nil` where it is none of this list's.
    package static func words(of text: String, list: String, secrets: NodeSecrets) -> String? {
        // By bytes: as a character the hyphen would go together with a mark that the words begin with.
        guard let hyphen = text.utf8.firstIndex(of: UInt8(ascii: "-")) else { return nil }
        let words = String(text[text.utf8.index(after: hyphen)...])
        return secrets.isValidCursor(signed(list, words), tag: String(text[..<hyphen])) ? words : nil
    }

    /// The words of a place in a list that is ordered by a number.
    package static func words<Subject>(value: Int64?, id: ID<Subject>) -> String {
        (value.map(String.init) ?? "none") + ".\(id)"
    }

    /// What such words say; `nil` where they are none.
    package static func place<Subject>(_ words: String) -> (value: Int64?, id: ID<Subject>)? {
        let parts = words.split(separator: ".")
        guard parts.count == 2, let id = ID<Subject>(String(parts[1])) else { return nil }
        return (Int64(parts[0]), id)
    }
}

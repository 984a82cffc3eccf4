/// By what an agency is known that asks for data in an emergency: keyed hashes, so that it is found again also where a paper
/// names it in a text alone.
public struct Agency: Sendable, Hashable {
    /// The keyed hash of its name, spelt as ``spelling(of:)`` has it.
    public var partyKey: String?
    /// The keyed hash of the domain from which it writes.
    public var mailboxKey: String?

    /// Makes keys.
    public init(partyKey: String? = nil, mailboxKey: String? = nil) {
        self.partyKey = partyKey
        self.mailboxKey = mailboxKey
    }

    /// The one spelling of a name: small letters and digits, with one space between words, so that neither capitals nor
    /// points nor dashes make another agency of it.
    ///
    /// - Returns: `nil` where nothing is left.
    public static func spelling(of name: String) -> String? {
        let words = name.lowercased().split { !($0.isLetter || $0.isNumber) }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// The domains of all mailboxes that a text names, in small letters and in order: a false one may stand behind a genuine one.
    public static func mailboxDomains(in text: String) -> [String] {
        text.split(whereSeparator: { $0.isWhitespace || "<>(),;:\"".contains($0) }).compactMap { word in
            let parts = word.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else { return nil }
            let labels = parts[1].lowercased().split(separator: ".")
            return labels.count > 1 ? labels.joined(separator: ".") : nil
        }
    }
}

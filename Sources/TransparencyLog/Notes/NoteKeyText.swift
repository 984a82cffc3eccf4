/// How keys of notes are written: `NAME+ID+KEY`, and the secret ones `PRIVATE+KEY+NAME+ID+SEED`, in their one spelling.
enum NoteKeyText {
    private static let secretPrefix = "PRIVATE+KEY+"

    /// The text of a public key.
    static func encode(name: NoteKeyName, id: NoteKeyID, kind: NoteKeyKind, publicKey: [UInt8]) -> String {
        "\(name)+\(id)+\(Base64.encode([kind.rawValue] + publicKey))"
    }

    /// The secret text of a private key; never log or show it.
    static func encodeSecret(name: NoteKeyName, id: NoteKeyID, kind: NoteKeyKind, seed: [UInt8]) -> String {
        "\(secretPrefix)\(encode(name: name, id: id, kind: kind, publicKey: seed))"
    }

    /// The parts of a public key's text; whether the id fits is for the caller to see.
    ///
    /// - Throws: `NoteError` `malformedKey`.
    static func parse(
        _ text: some StringProtocol,
        kind: NoteKeyKind
    ) throws(NoteError) -> (name: NoteKeyName, id: String, key: [UInt8]) {
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3, let name = NoteKeyName(parts[0]), let bytes = Base64.decode(parts[2]),
            bytes.first == kind.rawValue
        else { throw NoteError(code: .malformedKey) }
        return (name, parts[1], Array(bytes.dropFirst()))
    }

    /// The parts of a private key's text; one line feed at the end is allowed.
    ///
    /// - Throws: `NoteError` `malformedKey`.
    static func parseSecret(
        _ text: String,
        kind: NoteKeyKind
    ) throws(NoteError) -> (name: NoteKeyName, id: String, key: [UInt8]) {
        guard text.utf8.starts(with: secretPrefix.utf8) else { throw NoteError(code: .malformedKey) }
        var rest = text.utf8.dropFirst(secretPrefix.utf8.count)
        if rest.last == 0x0A { rest = rest.dropLast() }
        return try parse(Substring(rest), kind: kind)
    }
}

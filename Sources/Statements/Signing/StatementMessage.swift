import CanonicalJSON

/// The bytes that are signed, exactly as docs/formats/statements.md says.
enum StatementMessage {
    private static let domain = "perisai/statement/v1\n"

    /// What the first signature is over.
    static func signed(_ statement: [UInt8], for purpose: StatementPurpose) -> [UInt8] {
        Array("\(domain)\(purpose.rawValue)\n".utf8) + statement
    }

    /// What a co-signature is over: the same statement for the same purpose, and the first signature with its key.
    static func coSigned(_ statement: [UInt8], for purpose: StatementPurpose, after first: StatementSignature)
        -> [UInt8]
    {
        let lines = [
            domain + StatementPurpose.coSignature.rawValue, purpose.rawValue, first.key.description,
            Hexadecimal.encode(first.signature), "",
        ]
        return Array(lines.joined(separator: "\n").utf8) + statement
    }
}

/// That an entry is in a log, as one file in the C2SP tlog-proof format, which other people's programs read.
public struct LogProofFile: Sendable, Hashable {
    /// The first line of the format.
    public static let header = "c2sp.org/tlog-proof@v1"
    /// The ending that the format asks for, with its dot.
    public static let fileExtension = ".tlog-proof"

    private let proof: InclusionProof
    private let note: SignedNote
    private let extra: [UInt8]?

    /// Takes the parts of a file.
    ///
    /// - Parameters:
    ///   - proof: the entry's place and path.
    ///   - note: the signed checkpoint that the path leads to.
    ///   - extra: what a reader needs besides to know the entry, which nothing vouches for; here the leaf's data.
    /// - Throws: `NoteError` where the note is no checkpoint; `ProofError` where it is one of another size.
    public init(_ proof: InclusionProof, checkpoint note: SignedNote, extra: [UInt8]? = nil) throws {
        let checkpoint = try Checkpoint(parsing: note.text)
        guard checkpoint.size == proof.size else { throw ProofError(code: .outOfRange) }
        guard proof.index >= 0, proof.index < proof.size else { throw ProofError(code: .outOfRange) }
        self.proof = proof
        self.note = note
        self.extra = extra
    }

    /// The text of the file.
    public var encoded: String {
        let extra = extra.map { ["extra " + Base64.encode($0)] } ?? []
        let lines = [Self.header] + extra + ["index \(proof.index)"] + proof.path.map(\.base64) + [""]
        return lines.map { $0 + "\n" }.joined() + note.encoded
    }
}

/// Opens one sealed file piece by piece.
///
/// A piece is what was sealed in its place; that all came is known only when `nextSize` is `nil` and the file is at its
/// end, so keep what was opened apart until then.
public struct SealedFileReader: Sendable {
    private var pieces: SealedPieces

    /// Opens the content key.
    ///
    /// - Throws: `SealedFileProblem`, `notForThisKey` or `damaged`.
    public init(_ header: SealedFileHeader, with key: EncryptionSecretKey) throws(SealedFileProblem) {
        let id = key.publicKey.id
        guard let recipient = header.recipients.first(where: { $0.key == id }) else {
            throw SealedFileProblem(.notForThisKey, "The file is not sealed to the key \(id).")
        }
        let contentKey = try SealedFileKeys.open(recipient, with: key, describing: header.description)
        guard SealedFileKeys.commitment(contentKey) == header.commitment else {
            throw SealedFileProblem(
                .damaged,
                "The recipients were given different keys; ask the sender for a new file."
            )
        }
        pieces = SealedPieces(header, contentKey: contentKey)
    }

    /// What the file begins with.
    public var header: SealedFileHeader { pieces.header }

    /// How long the next sealed piece is, in bytes of the file; `nil` after the last, where the file must end.
    public var nextSize: Int? { pieces.nextSize.map { $0 + SealedFileHeader.tagBytes } }

    /// Opens the next piece.
    ///
    /// - Parameter sealed: exactly `nextSize` bytes.
    /// - Returns: its content.
    /// - Throws: `SealedFileProblem`, `truncated`, `damaged` or `trailingBytes`.
    public mutating func open(_ sealed: [UInt8]) throws(SealedFileProblem) -> [UInt8] { try pieces.open(sealed) }
}

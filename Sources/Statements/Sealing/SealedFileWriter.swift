import Crypto

/// Seals one file piece by piece, so that a large one need not be in memory.
public struct SealedFileWriter: Sendable {
    private var pieces: SealedPieces

    /// Makes a new content key and seals it to the recipients.
    ///
    /// - Parameters:
    ///   - name: the file's name, which all may read.
    ///   - size: how long the content is, in bytes, at most 1 GiB.
    ///   - recipients: who can open it; the order does not count.
    /// - Throws: `SealedFileProblem`.
    public init(name: String, size: Int, to recipients: [EncryptionPublicKey]) throws(SealedFileProblem) {
        let contentKey = SymmetricKey(size: .bits256)
        let recipients = recipients.map { (id: $0.id, key: $0) }.sorted { $0.id < $1.id }
        try SealedFileHeader.check(name: name, size: size, recipients: recipients.map(\.id))
        let commitment = SealedFileKeys.commitment(contentKey)
        let description = SealedFileHeader.description(
            name: name,
            size: size,
            commitment: commitment,
            recipients: recipients.map(\.id)
        )
        var sealed: [SealedFileHeader.Recipient] = []
        for recipient in recipients {
            sealed.append(try SealedFileKeys.seal(contentKey, to: recipient.key, describing: description))
        }
        let header = try SealedFileHeader(name: name, size: size, commitment: commitment, recipients: sealed)
        pieces = SealedPieces(header, contentKey: contentKey)
    }

    /// What the file begins with.
    public var header: SealedFileHeader { pieces.header }

    /// How much content the next piece must hold, in bytes; `nil` when all is sealed.
    ///
    /// No content is one piece of nothing.
    public var nextSize: Int? { pieces.nextSize }

    /// Seals the next piece.
    ///
    /// - Parameter piece: exactly `nextSize` bytes.
    /// - Returns: what follows in the file.
    /// - Throws: `SealedFileProblem`, `truncated` for another size.
    public mutating func seal(_ piece: [UInt8]) throws(SealedFileProblem) -> [UInt8] { try pieces.seal(piece) }
}

import Crypto

/// The pieces of one sealed file: AES-256-GCM, each bound to the header, to its place and to whether it is the last.
struct SealedPieces: Sendable {
    private let key: SymmetricKey
    private let headerDigest: [UInt8]
    let header: SealedFileHeader
    /// The place of the next piece.
    private(set) var next = 0

    init(_ header: SealedFileHeader, contentKey: SymmetricKey) {
        self.header = header
        key = SealedFileKeys.pieceKey(contentKey)
        headerDigest = Array(SHA256.hash(data: header.bytes))
    }

    /// How much content the next piece holds, in bytes; `nil` after the last.
    var nextSize: Int? { next < header.pieces ? header.pieceSize(next) : nil }

    /// Seven zeros, the place in four bytes (big-endian), and 1 for the last piece.
    ///
    /// The key is used for this file alone, so no nonce comes twice.
    private func nonce() throws -> AES.GCM.Nonce {
        let place = (0..<4).map { UInt8(truncatingIfNeeded: next >> (24 - 8 * $0)) }
        return try AES.GCM.Nonce(data: [UInt8](repeating: 0, count: 7) + place + [next == header.pieces - 1 ? 1 : 0])
    }

    mutating func seal(_ piece: [UInt8]) throws(SealedFileProblem) -> [UInt8] {
        guard nextSize == piece.count else {
            throw SealedFileProblem(.truncated, "The content does not have the size that was said.")
        }
        do {
            let box = try AES.GCM.seal(piece, using: key, nonce: nonce(), authenticating: headerDigest)
            next += 1
            return Array(box.ciphertext) + Array(box.tag)
        } catch {
            throw SealedFileProblem(.damaged, "A piece can't be sealed.")
        }
    }

    mutating func open(_ sealed: [UInt8]) throws(SealedFileProblem) -> [UInt8] {
        guard let nextSize else { throw SealedFileProblem(.trailingBytes, "Something follows the last piece.") }
        guard sealed.count == nextSize + SealedFileHeader.tagBytes else {
            throw SealedFileProblem(.truncated, "The file ends too early.")
        }
        do {
            let box = try AES.GCM.SealedBox(
                nonce: nonce(),
                ciphertext: sealed[..<nextSize],
                tag: sealed[nextSize...]
            )
            let piece = Array(try AES.GCM.open(box, using: key, authenticating: headerDigest))
            next += 1
            return piece
        } catch {
            throw SealedFileProblem(.damaged, "The content was changed, or pieces changed places.")
        }
    }
}

import CanonicalJSON
import Crypto

/// Reads a bundle as its bytes come and checks everything in it but whether the signer is trusted.
///
/// What it gives out before ``finish()`` succeeded is proved to be in the log, but not to be all that was sealed.
public struct BundleReader: Sendable {
    /// What a line was.
    public enum Part: Sendable, Hashable {
        /// The first line.
        case header(BundleHeader)
        /// A batch, and the SHA-256 of its line.
        case batch(BundleBatch, digest: LogHash)
        /// The last line, which fits all before.
        case seal
    }

    private static let limits = JSONLimits(
        bytesMax: BundleLimits.lineBytesMax,
        depthMax: BundleLimits.depthMax,
        valuesMax: BundleLimits.valuesMax
    )

    private var digest = SHA256()
    /// The beginning of a line whose end has not come yet.
    private var pending: [UInt8] = []
    private var bytesRead: Int64 = 0
    private var lines = 0
    private var batches = 0
    private var header: BundleHeader?
    private var position: Int64 = 0
    private var endsWithMark = false
    private var isSealed = false

    /// Makes a reader.
    public init() {}

    /// Reads the next bytes.
    ///
    /// - Parameter piece: the bytes, however they are cut.
    /// - Returns: what the lines say that ended in them.
    /// - Throws: `BundleError`.
    /// - Complexity: O(*n*), and O(log *size*) hashes for each event.
    public mutating func read(_ piece: [UInt8]) throws(BundleError) -> [Part] {
        bytesRead += Int64(piece.count)
        guard bytesRead <= BundleLimits.fileBytesMax else { throw error(.tooLarge) }
        var parts: [Part] = []
        var rest = piece[...]
        while let end = rest.firstIndex(of: 0x0A) {
            guard pending.count + end - rest.startIndex < BundleLimits.lineBytesMax else { throw error(.tooLarge) }
            let line = pending + rest[..<end]
            pending = []
            rest = rest[(end + 1)...]
            parts.append(try part(line))
        }
        guard !isSealed || rest.isEmpty else { throw error(.trailingBytes) }
        guard pending.count + rest.count < BundleLimits.lineBytesMax else { throw error(.tooLarge) }
        pending += rest
        return parts
    }

    /// Says that no more bytes come.
    ///
    /// - Returns: the header.
    /// - Throws: `BundleError` `truncated` where the seal did not come.
    public func finish() throws(BundleError) -> BundleHeader {
        guard let header, isSealed, pending.isEmpty else { throw error(.truncated) }
        return header
    }

    private func error(_ code: BundleError.Code) -> BundleError { BundleError(code: code, line: lines + 1) }

    private mutating func part(_ line: [UInt8]) throws(BundleError) -> Part {
        guard !isSealed else { throw error(.trailingBytes) }
        guard let json = try? JSONValue(parsingCanonical: line, limits: Self.limits) else {
            throw error(header == nil ? .notABundle : .malformed)
        }
        guard let header else {
            let header = try BundleHeader(json: json)
            self.header = header
            position = header.after
            note(line)
            return .header(header)
        }
        if let seal = BundleWriter.seal(json: json) {
            try checkSeal(seal, by: header)
            isSealed = true
            lines += 1
            return .seal
        }
        guard let batch = BundleBatch(json: json) else { throw error(.malformed) }
        try check(batch, header)
        note(line)
        return .batch(batch, digest: LogHash(SHA256.hash(data: line)))
    }

    private mutating func note(_ line: [UInt8]) {
        digest.update(data: line)
        digest.update(data: [UInt8(ascii: "\n")])
        lines += 1
    }

    private mutating func check(_ batch: BundleBatch, _ header: BundleHeader) throws(BundleError) {
        guard batches < BundleLimits.batchesMax else { throw error(.tooLarge) }
        guard batch.number == batches + 1 else { throw error(.outOfOrder) }
        batches += 1
        for event in batch.events {
            guard event.position >= 0, event.position < header.through else { throw error(.outOfOrder) }
            guard let data = try? event.event.leafData(), MerkleTree.leafHash(of: data) == event.leafHash else {
                throw error(.wrongLeaf)
            }
            let proof = InclusionProof(index: event.position, size: header.checkpoint.size, path: event.path)
            guard (try? proof.verify(leafHash: event.leafHash, root: header.checkpoint.root)) != nil else {
                throw error(.badProof)
            }
        }
        endsWithMark = batch.mark != nil
        guard let mark = batch.mark else { return }
        guard mark.position >= position, mark.position <= header.through else { throw error(.outOfOrder) }
        position = mark.position
    }

    private func checkSeal(_ text: String, by header: BundleHeader) throws(BundleError) {
        guard endsWithMark, position == header.through else { throw error(.outOfOrder) }
        let expected = BundleWriter.sealText(by: header.signer.name, over: LogHash(digest.finalize()))
        guard let note = try? SignedNote(parsing: Array(text.utf8)), note.signatures.count == 1,
            note.text.hasBytes(of: expected), (try? note.verified(by: [header.signer])) != nil
        else { throw error(.badSeal) }
    }
}

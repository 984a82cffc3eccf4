import Crypto

/// Reads a saved index from chunks of any size, as they come from a file.
///
///     var decoder = IndexDecoder()
///     while let chunk = try readChunk() { try decoder.append(chunk) }
///     let index = try decoder.finish()
///
/// Memory follows what was appended, never what the header claims.
public struct IndexDecoder: Sendable {
    private var pending: [UInt8] = []
    private var hasher = SHA256()
    private var rowsLeft: UInt64?
    private var isComplete = false
    private var words: [UInt64] = []
    private var entries: [UInt32] = []

    /// Creates a decoder that has read nothing.
    public init() {}

    /// Reads the next bytes.
    ///
    /// - Parameter chunk: bytes that follow those appended before.
    /// - Throws: `IndexFormatError` as soon as the bytes cannot be an index; the decoder is then of no further use.
    public mutating func append(_ chunk: [UInt8]) throws(IndexFormatError) {
        if isComplete {
            guard chunk.isEmpty else { throw IndexFormatError(.trailingBytes) }
            return
        }
        pending += chunk
        var offset = 0
        if rowsLeft == nil && pending.count >= IndexFormat.headerBytes {
            rowsLeft = try Self.rowCount(pending)
            offset = IndexFormat.headerBytes
        }
        if var left = rowsLeft {
            while left > 0 && pending.count - offset >= IndexFormat.rowBytes {
                try appendRow(at: offset)
                offset += IndexFormat.rowBytes
                left -= 1
            }
            rowsLeft = left
        }
        pending.withUnsafeBytes { hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<offset])) }
        pending.removeFirst(offset)
        if rowsLeft == 0 && pending.count >= IndexFormat.digestBytes {
            guard pending.count == IndexFormat.digestBytes else { throw IndexFormatError(.trailingBytes) }
            guard Array(hasher.finalize()) == pending else { throw IndexFormatError(.checksumMismatch) }
            isComplete = true
        }
    }

    /// Ends the reading and builds the index.
    ///
    /// - Returns: the index that was saved, with its tables.
    /// - Throws: `IndexFormatError` with the code `truncated` when bytes are missing.
    /// - Complexity: O(*n*), about a second for a million hashes.
    public consuming func finish() throws(IndexFormatError) -> FingerprintIndex {
        guard isComplete else { throw IndexFormatError(.truncated) }
        let rows = SegmentRows(words: words, entries: entries)
        var index = FingerprintIndex(segment: Segment(rows: rows, tables: nil))
        index.settle()
        return index
    }

    private static func rowCount(_ bytes: [UInt8]) throws(IndexFormatError) -> UInt64 {
        guard bytes.starts(with: IndexFormat.magic) else { throw IndexFormatError(.notAnIndex) }
        let version: UInt32 = IndexFormat.read(bytes, at: 8)
        let rowBytes: UInt32 = IndexFormat.read(bytes, at: 12)
        guard version == IndexFormat.version, rowBytes == UInt32(IndexFormat.rowBytes) else {
            throw IndexFormatError(.unsupportedVersion)
        }
        let count: UInt64 = IndexFormat.read(bytes, at: 16)
        guard count <= UInt64(UInt32.max) else { throw IndexFormatError(.tooManyRows) }
        return count
    }

    private mutating func appendRow(at offset: Int) throws(IndexFormatError) {
        let entry: UInt32 = IndexFormat.read(pending, at: offset + 32)
        var isAscending = true
        if let last = entries.last {
            isAscending = last <= entry
            var isTie = last == entry
            for word in 0..<4 where isTie {
                let value: UInt64 = IndexFormat.read(pending, at: offset + 8 * word)
                let lastValue = words[words.count - 4 + word]
                isAscending = lastValue <= value
                isTie = lastValue == value
            }
        }
        guard isAscending else { throw IndexFormatError(.rowsOutOfOrder) }
        for word in 0..<4 {
            words.append(IndexFormat.read(pending, at: offset + 8 * word))
        }
        entries.append(entry)
    }
}

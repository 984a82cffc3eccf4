import Crypto

extension IndexSnapshot {
    /// Saves the index as bytes, a chunk at a time.
    ///
    /// The form is that of `IndexFormat`. Equal contents give equal bytes.
    ///
    /// - Parameters:
    ///   - chunkBytesMax: about how long a chunk may be.
    ///   - sink: takes the chunks in order.
    /// - Throws: what the sink throws; what it has taken by then is not an index.
    /// - Complexity: O(*n* log *s*) for *n* hashes in *s* segments, and 44 bytes of memory for each hash.
    public func encode<Failure: Error>(
        chunkBytesMax: Int = 1 << 20,
        to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let newest = Segment(rows: SegmentRows(words: front.words, entries: front.entries), tables: nil)
        let rows = SegmentRows.merging(segments + [LiveSegment(segment: newest)])
        var hasher = SHA256()
        var chunk = IndexFormat.header(rowCount: rows.count)
        for row in 0..<rows.count {
            for word in 0..<4 {
                IndexFormat.append(rows.word(word, at: row), to: &chunk)
            }
            IndexFormat.append(rows.entry(at: row), to: &chunk)
            if chunk.count + IndexFormat.rowBytes > chunkBytesMax {
                chunk.withUnsafeBytes { hasher.update(bufferPointer: $0) }
                try sink(chunk)
                chunk.removeAll(keepingCapacity: true)
            }
        }
        chunk.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        chunk.append(contentsOf: hasher.finalize())
        try sink(chunk)
    }

    /// Saves the index as bytes.
    ///
    /// - Returns: the form of `IndexFormat`; equal contents give equal bytes.
    /// - Complexity: as `encode(chunkBytesMax:to:)`.
    public func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(IndexFormat.headerBytes + IndexFormat.rowBytes * count + IndexFormat.digestBytes)
        encode { bytes += $0 }
        return bytes
    }
}

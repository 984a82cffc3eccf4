import Fingerprints

/// The newest hashes, unsorted, read one by one in every search.
struct Front: Sendable {
    private(set) var words: [UInt64] = []
    private(set) var entries: [UInt32] = []

    var count: Int { entries.count }

    mutating func append(_ hash: Hash256, entry: UInt32) {
        words.append(hash.word0)
        words.append(hash.word1)
        words.append(hash.word2)
        words.append(hash.word3)
        entries.append(entry)
    }

    mutating func reserve(_ more: Int) {
        words.reserveCapacity(words.count + 4 * more)
        entries.reserveCapacity(entries.count + more)
    }

    /// Removes all rows of an entry.
    ///
    /// - Returns: how many there were.
    mutating func remove(entry: UInt32) -> Int {
        guard entries.contains(entry) else { return 0 }
        var kept = Front()
        for (row, own) in entries.enumerated() where own != entry {
            kept.words.append(contentsOf: words[4 * row..<4 * row + 4])
            kept.entries.append(own)
        }
        let removed = count - kept.count
        self = kept
        return removed
    }

    func search(_ query: SegmentQuery, into collector: inout HitCollector) {
        guard count > 0 else { return }
        entries.withUnsafeBufferPointer { entries in
            words.withUnsafeBufferPointer { words in
                guard let firstEntry = entries.baseAddress, let firstWord = words.baseAddress else { return }
                collector.open(entries: firstEntry, removed: RowSet())
                HitCollector.scan(firstWord, count: entries.count, query, into: &collector)
            }
        }
    }
}

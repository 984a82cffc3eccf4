/// Hashes with their entries, in ascending order of entry, then hash; they never change.
///
/// The order makes the rows of one entry a range found by bisection, so that removing it needs no other index, and
/// makes a merge of the same rows give the same bytes.
struct SegmentRows: Sendable {
    /// Four words for each row, most significant first.
    let words: FrozenMemory<UInt64>

    /// One entry for each row.
    let entries: FrozenMemory<UInt32>

    /// The number of rows.
    var count: Int { entries.count }

    /// Sorts hashes and entries into rows.
    ///
    /// - Parameters:
    ///   - words: four words for each row.
    ///   - entries: one entry for each row.
    init(words: [UInt64], entries: [UInt32]) {
        let order = Self.order(words, entries)
        let sortedWords = MemoryBuilder<UInt64>(count: words.count)
        let sortedEntries = MemoryBuilder<UInt32>(count: entries.count)
        for (place, row) in order.enumerated() {
            for word in 0..<4 {
                sortedWords.start[4 * place + word] = words[4 * Int(row) + word]
            }
            sortedEntries.start[place] = entries[Int(row)]
        }
        self.init(words: sortedWords.freeze(), entries: sortedEntries.freeze())
    }

    init(words: FrozenMemory<UInt64>, entries: FrozenMemory<UInt32>) {
        self.words = words
        self.entries = entries
    }

    /// The rows of an entry.
    ///
    /// - Complexity: O(log *n*).
    func rows(of entry: UInt32) -> Range<Int> {
        let start = firstRow { $0 >= entry }
        return start..<max(start, firstRow { $0 > entry })
    }

    /// One of the four words of a row's hash.
    func word(_ word: Int, at row: Int) -> UInt64 {
        withExtendedLifetime(words) { words.start[4 * row + word] }
    }

    /// The entry of a row.
    func entry(at row: Int) -> UInt32 {
        withExtendedLifetime(entries) { entries.start[row] }
    }

    private func firstRow(where matches: (UInt32) -> Bool) -> Int {
        withExtendedLifetime(entries) {
            var low = 0
            var high = count
            while low < high {
                let middle = (low + high) / 2
                if matches(entries.start[middle]) {
                    high = middle
                } else {
                    low = middle + 1
                }
            }
            return low
        }
    }

    private static func order(_ words: [UInt64], _ entries: [UInt32]) -> [UInt32] {
        (0..<UInt32(entries.count)).sorted { first, second in
            let first = Int(first)
            let second = Int(second)
            guard entries[first] == entries[second] else { return entries[first] < entries[second] }
            for word in 0..<4 where words[4 * first + word] != words[4 * second + word] {
                return words[4 * first + word] < words[4 * second + word]
            }
            return false
        }
    }
}

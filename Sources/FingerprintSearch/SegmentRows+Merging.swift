extension SegmentRows {
    /// Merges the rows that are left of several segments into one order.
    ///
    /// - Parameter parts: the segments, each with its removed rows.
    /// - Returns: the rows left, in order.
    /// - Complexity: O(*n* log *s*) for *n* rows in *s* segments.
    static func merging(_ parts: [LiveSegment]) -> SegmentRows {
        var level = parts.map { ($0.segment.rows, $0.removed) }
        while level.count > 1 {
            level = stride(from: 0, to: level.count, by: 2).map { place in
                guard place + 1 < level.count else { return level[place] }
                return (merging(level[place], level[place + 1]), RowSet())
            }
        }
        guard let last = level.first else { return SegmentRows(words: [], entries: []) }
        return last.1.count == 0 ? last.0 : merging(last, (SegmentRows(words: [], entries: []), RowSet()))
    }

    private typealias Part = (rows: SegmentRows, removed: RowSet)

    private static func merging(_ first: Part, _ second: Part) -> SegmentRows {
        let count = first.rows.count - first.removed.count + second.rows.count - second.removed.count
        let words = MemoryBuilder<UInt64>(count: 4 * count)
        let entries = MemoryBuilder<UInt32>(count: count)
        var left = 0
        var right = 0
        withExtendedLifetime((first.rows, second.rows)) {
            for place in 0..<count {
                while first.removed.contains(left) { left += 1 }
                while second.removed.contains(right) { right += 1 }
                let takesLeft =
                    right == second.rows.count
                    || (left < first.rows.count && !second.rows.precedes(right, first.rows, left))
                let rows = takesLeft ? first.rows : second.rows
                let row = takesLeft ? left : right
                (words.start + 4 * place).update(from: rows.words.start + 4 * row, count: 4)
                entries.start[place] = rows.entries.start[row]
                if takesLeft { left += 1 } else { right += 1 }
            }
        }
        return SegmentRows(words: words.freeze(), entries: entries.freeze())
    }

    /// Whether a row comes before a row of other rows.
    private func precedes(_ row: Int, _ other: SegmentRows, _ otherRow: Int) -> Bool {
        withExtendedLifetime((self, other)) {
            let entry = entries.start[row]
            let otherEntry = other.entries.start[otherRow]
            guard entry == otherEntry else { return entry < otherEntry }
            let hash = words.start + 4 * row
            let otherHash = other.words.start + 4 * otherRow
            for word in 0..<4 where hash[word] != otherHash[word] {
                return hash[word] < otherHash[word]
            }
            return false
        }
    }
}

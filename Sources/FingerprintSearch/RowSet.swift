/// The removed rows of a segment: one bit for each row, and no memory while none is removed.
struct RowSet: Sendable {
    private var bits: [UInt64] = []

    /// The number of rows in the set.
    private(set) var count = 0

    /// Adds a row.
    ///
    /// - Parameters:
    ///   - row: the row to add.
    ///   - rowCount: the number of rows of the segment, which fixes the size of the set.
    mutating func insert(_ row: Int, of rowCount: Int) {
        if bits.isEmpty {
            bits = Array(repeating: 0, count: (rowCount + 63) / 64)
        }
        let bit = UInt64(1) << UInt64(row & 63)
        if bits[row >> 6] & bit == 0 {
            bits[row >> 6] |= bit
            count += 1
        }
    }

    /// Whether the row is in the set; none after the last row is.
    func contains(_ row: Int) -> Bool {
        row >> 6 < bits.count && bits[row >> 6] & (1 << UInt64(row & 63)) != 0
    }

    /// The rows of this set, ascending, that are not in an earlier state of it.
    func added(since earlier: RowSet) -> [Int] {
        guard count > earlier.count else { return [] }
        var rows: [Int] = []
        for (place, word) in bits.enumerated() {
            var new = earlier.bits.isEmpty ? word : word & ~earlier.bits[place]
            while new != 0 {
                rows.append(place << 6 + new.trailingZeroBitCount)
                new &= new - 1
            }
        }
        return rows
    }
}

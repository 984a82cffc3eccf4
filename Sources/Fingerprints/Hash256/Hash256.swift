/// A 256-bit hash, held inline in four machine words.
///
/// Bits are numbered 0...255. Bit 255 is the most significant: the top bit of the first hexadecimal digit. For a PDQ
/// hash, bit 16 × row + column says whether that coefficient of the 16 × 16 spectrum lies above the median. The field
/// writes PDQ hashes in this order, so `hex` is what shared lists hold.
@frozen
public struct Hash256: Hashable, Sendable {
    /// Bits 255...192.
    public let word0: UInt64
    /// Bits 191...128.
    public let word1: UInt64
    /// Bits 127...64.
    public let word2: UInt64
    /// Bits 63...0.
    public let word3: UInt64

    /// The hash whose bits are all zero.
    public static let zero = Hash256(0, 0, 0, 0)

    /// Creates a hash from its four words, most significant first.
    ///
    /// - Parameters:
    ///   - word0: Bits 255...192.
    ///   - word1: Bits 191...128.
    ///   - word2: Bits 127...64.
    ///   - word3: Bits 63...0.
    @inlinable
    public init(_ word0: UInt64, _ word1: UInt64, _ word2: UInt64, _ word3: UInt64) {
        self.word0 = word0
        self.word1 = word1
        self.word2 = word2
        self.word3 = word3
    }

    /// Returns how many of the 256 bits differ, 0...256.
    ///
    /// - Parameter other: The hash to compare with.
    /// - Returns: The Hamming distance.
    /// - Complexity: O(1).
    @inlinable
    public func distance(to other: Hash256) -> Int {
        (word0 ^ other.word0).nonzeroBitCount + (word1 ^ other.word1).nonzeroBitCount
            + (word2 ^ other.word2).nonzeroBitCount + (word3 ^ other.word3).nonzeroBitCount
    }

    /// Returns whether a bit is set.
    ///
    /// - Parameter index: The bit's number; only its lowest eight bits count, so every value names a bit.
    /// - Returns: `true` when the bit is one.
    /// - Complexity: O(1).
    public func bit(_ index: Int) -> Bool {
        (word(holding: index) >> UInt64(index & 63)) & 1 == 1
    }

    /// Returns a copy in which one bit is turned over.
    ///
    /// - Parameter index: The bit's number; only its lowest eight bits count, so every value names a bit.
    /// - Returns: The hash at distance 1 that differs in that bit.
    /// - Complexity: O(1).
    public func flippingBit(_ index: Int) -> Hash256 {
        let mask = UInt64(1) << UInt64(index & 63)
        return switch (index >> 6) & 3 {
        case 0: Hash256(word0, word1, word2, word3 ^ mask)
        case 1: Hash256(word0, word1, word2 ^ mask, word3)
        case 2: Hash256(word0, word1 ^ mask, word2, word3)
        default: Hash256(word0 ^ mask, word1, word2, word3)
        }
    }

    private func word(holding index: Int) -> UInt64 {
        switch (index >> 6) & 3 {
        case 0: word3
        case 1: word2
        case 2: word1
        default: word0
        }
    }
}

extension Hash256: Comparable {
    /// Orders hashes as 256-bit numbers, which is also the order of their hexadecimal text.
    @inlinable
    public static func < (left: Hash256, right: Hash256) -> Bool {
        if left.word0 != right.word0 { return left.word0 < right.word0 }
        if left.word1 != right.word1 { return left.word1 < right.word1 }
        if left.word2 != right.word2 { return left.word2 < right.word2 }
        return left.word3 < right.word3
    }
}

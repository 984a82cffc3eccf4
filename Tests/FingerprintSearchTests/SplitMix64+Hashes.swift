import Fingerprints
import SeededRandomness

extension SplitMix64 {
    mutating func hash() -> Hash256 {
        Hash256(next(), next(), next(), next())
    }

    /// The hash with so many of its bits flipped.
    mutating func edit(_ hash: Hash256, flips: Int) -> Hash256 {
        var words = [hash.word0, hash.word1, hash.word2, hash.word3]
        for bit in (0..<256).shuffled(using: &self).prefix(flips) {
            words[bit / 64] ^= 1 << UInt64(bit % 64)
        }
        return Hash256(words[0], words[1], words[2], words[3])
    }
}

extension Hash256 {
    static let ones = Hash256(.max, .max, .max, .max)
}

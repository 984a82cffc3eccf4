import Fingerprints

/// A small seeded generator, so that a failing test can be run again from its seed.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

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

import Fingerprints
import SeededRandomness

extension SplitMix64 {
    mutating func hash() -> Hash256 {
        Hash256(next(), next(), next(), next())
    }
}

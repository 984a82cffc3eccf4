import Fingerprints
import SeededRandomness

/// Kinds of data, from the easy to what breaks indexes on real lists.
enum HashShape: CaseIterable {
    /// Bits drawn evenly.
    case uniform
    /// Edited copies of a few images.
    case families
    /// The hash of a black image, again and again, and a few of a white one.
    case flat
    /// Hashes that share most of their chunks, as images with large even areas do.
    case sharedChunks

    func hashes(_ count: Int, using random: inout SplitMix64) -> [Hash256] {
        switch self {
        case .uniform:
            return (0..<count).map { _ in random.hash() }
        case .families:
            let centres = (0..<max(1, count / 200)).map { _ in random.hash() }
            return (0..<count).map { _ in
                let centre = centres.randomElement(using: &random) ?? .zero
                return random.edit(centre, flips: Int.random(in: 0...40, using: &random))
            }
        case .flat:
            return (0..<count).map { $0 % 10 == 9 ? .ones : .zero }
        case .sharedChunks:
            let common = random.hash()
            return (0..<count).map { _ in
                let own = random.hash()
                return Hash256(common.word0, common.word1, common.word2, own.word3 & 0xffff_ffff)
            }
        }
    }
}

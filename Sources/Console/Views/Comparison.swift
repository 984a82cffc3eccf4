import Fingerprints
import Services

/// Two things side by side: files, or hashes that were typed.
struct Comparison: Sendable {
    /// The pair of picture hashes that are nearest.
    struct Nearest: Sendable, Hashable {
        let one: Hash256
        let other: Hash256
        let distance: Int
        /// How the first picture is turned or mirrored to come so near; `identity` for not at all.
        let orientation: DihedralTransform
    }

    /// The digests that both have.
    let equal: [Fingerprint]
    /// `nil` where one of them has no picture hash.
    let nearest: Nearest?

    init(_ one: [CheckRequest.Print], _ other: [CheckRequest.Print]) {
        let others = Set(other.map(\.fingerprint))
        equal = one.map(\.fingerprint).filter { $0.kind.isExactLookup && others.contains($0) }
        var nearest: Nearest?
        for mine in one where mine.fingerprint.kind == .pdq {
            guard let hash = mine.fingerprint.hash256 else { continue }
            for turned in [TurnedHash(.identity, hash)] + mine.orientations {
                for theirs in other where theirs.fingerprint.kind == .pdq {
                    guard let hash = theirs.fingerprint.hash256 else { continue }
                    let distance = turned.hash.distance(to: hash)
                    if let known = nearest, known.distance <= distance { continue }
                    nearest = Nearest(
                        one: turned.hash,
                        other: hash,
                        distance: distance,
                        orientation: turned.orientation
                    )
                }
            }
        }
        self.nearest = nearest
    }
}

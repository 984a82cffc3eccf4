/// Which stretch of an exchange's journal a bundle is to carry.
package struct BundleWish: Sendable, Hashable {
    /// How many positions of the journal one bundle covers at most, where the wish does not say.
    package static let positionsMax: Int64 = 1_000_000

    /// The first position: the one at which the bundle before ended.
    package let after: Int64
    /// How many leaves the checkpoint covers that the receiver verified last; 0 where it verified none.
    package let verified: Int64
    /// How many positions at most.
    package let positions: Int64

    package init(after: Int64, verified: Int64? = nil, positions: Int64 = Self.positionsMax) {
        self.after = after
        self.verified = verified ?? after
        self.positions = min(positions, Self.positionsMax)
    }
}

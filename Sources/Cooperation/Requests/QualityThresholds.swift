/// From when on the members' rules slow an authority down or stop it: configuration that they vote on, never a constant.
public struct QualityThresholds: Hashable, Sendable {
    /// How many answered items there must be before any share counts.
    public var itemsMin: Int
    /// From which share of refused items on, in thousandths, fewer requests are taken; `nil` for never.
    public var throttlePerMille: Int?
    /// How many requests a day a slowed authority may file.
    public var throttledPerDay: Int
    /// From which share of refused items on, in thousandths, its standing is suspended; `nil` for never.
    public var suspendPerMille: Int?

    /// What follows from an authority's quality.
    public enum Consequence: Hashable, Sendable {
        /// Nothing.
        case none
        /// It may file so many requests a day.
        case throttled(perDay: Int)
        /// Its standing is suspended.
        case suspended
    }

    /// Makes thresholds; without any, nothing follows.
    public init(
        itemsMin: Int = 50,
        throttlePerMille: Int? = nil,
        throttledPerDay: Int = 10,
        suspendPerMille: Int? = nil
    ) {
        self.itemsMin = itemsMin
        self.throttlePerMille = throttlePerMille
        self.throttledPerDay = throttledPerDay
        self.suspendPerMille = suspendPerMille
    }

    /// What follows from a quality.
    public func consequence(of quality: AuthorityQuality) -> Consequence {
        guard quality.answeredItems >= itemsMin, let share = quality.perMille(quality.refusedItems) else {
            return .none
        }
        if let suspendPerMille, share >= suspendPerMille { return .suspended }
        if let throttlePerMille, share >= throttlePerMille { return .throttled(perDay: throttledPerDay) }
        return .none
    }
}

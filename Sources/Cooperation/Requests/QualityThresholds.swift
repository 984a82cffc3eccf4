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
        if let share = refusedPerMille(of: quality), let suspendPerMille, share >= suspendPerMille { return .suspended }
        return requestsPerDay(of: quality).map { .throttled(perDay: $0) } ?? .none
    }

    /// How many requests a day an authority of a quality may file; `nil` for as many as any.
    ///
    /// One that is bad enough to be suspended is slowed down until that is recorded, and again once it was taken back.
    public func requestsPerDay(of quality: AuthorityQuality) -> Int? {
        guard let share = refusedPerMille(of: quality), let throttlePerMille, share >= throttlePerMille else {
            return nil
        }
        return throttledPerDay
    }

    private func refusedPerMille(of quality: AuthorityQuality) -> Int? {
        quality.answeredItems < itemsMin ? nil : quality.perMille(quality.refusedItems)
    }
}

/// From when on the members' rules slow an authority down or stop it: configuration that they vote on, never a constant.
public struct QualityThresholds: Hashable, Sendable {
    /// How many answered items there must be before any share counts.
    public var itemsMin: Int
    /// How many addressees that are independent of each other must have refused something before any share counts.
    ///
    /// From two on no addressee weighs more than all others together, so that none decides alone; 1 where a platform keeps
    /// its own node and only it is asked.
    public var addresseesMin: Int
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
        addresseesMin: Int = 2,
        throttlePerMille: Int? = nil,
        throttledPerDay: Int = 10,
        suspendPerMille: Int? = nil
    ) {
        self.itemsMin = itemsMin
        self.addresseesMin = addresseesMin
        self.throttlePerMille = throttlePerMille
        self.throttledPerDay = throttledPerDay
        self.suspendPerMille = suspendPerMille
    }

    /// What follows from a quality.
    ///
    /// - Parameters:
    ///   - quality: what was counted.
    ///   - interests: what the addressees declared, by which they are independent of each other or not.
    /// - Returns: the consequence.
    public func consequence(
        of quality: AuthorityQuality,
        interests: [ID<Organisation>: Interests] = [:]
    ) -> Consequence {
        guard let share = refusedPerMille(of: quality, interests) else { return .none }
        if let suspendPerMille, share >= suspendPerMille { return .suspended }
        return requestsPerDay(of: quality, interests: interests).map { .throttled(perDay: $0) } ?? .none
    }

    /// How many requests a day an authority of a quality may file; `nil` for as many as any.
    ///
    /// One that is bad enough to be suspended is slowed down until that is recorded, and again once it was taken back.
    ///
    /// - Parameters:
    ///   - quality: what was counted.
    ///   - interests: what the addressees declared.
    /// - Returns: the number.
    public func requestsPerDay(
        of quality: AuthorityQuality,
        interests: [ID<Organisation>: Interests] = [:]
    ) -> Int? {
        guard let share = refusedPerMille(of: quality, interests), let throttlePerMille, share >= throttlePerMille
        else { return nil }
        return throttledPerDay
    }

    /// The share of refused items in thousandths; `nil` where too little was answered, or refused by too few.
    private func refusedPerMille(
        of quality: AuthorityQuality,
        _ interests: [ID<Organisation>: Interests]
    ) -> Int? {
        let tallies = quality.independentTallies(interests).filter { $0.answered > 0 }
        guard tallies.count(where: { $0.refused > 0 }) >= addresseesMin else { return nil }
        let total = tallies.reduce(0) { $0 + $1.answered }
        var (answered, refusedPerMille) = (0, 0)
        for tally in tallies {
            let weight = addresseesMin > 1 ? min(tally.answered, total - tally.answered) : tally.answered
            answered += weight
            refusedPerMille += weight * tally.refused * 1000 / tally.answered
        }
        return answered >= max(itemsMin, 1) ? refusedPerMille / answered : nil
    }
}

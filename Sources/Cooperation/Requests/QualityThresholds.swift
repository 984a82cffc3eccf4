/// From when on the members' rules warn an authority, slow it down or stop it: configuration that they vote on, never a
/// constant.
public struct QualityThresholds: Hashable, Sendable {
    /// What a threshold leads to.
    public enum Stage: String, CaseIterable, Sendable, Comparable {
        /// It is told so.
        case warn
        /// Fewer requests are taken.
        case throttle
        /// Its standing is suspended.
        case suspend

        private var severity: Int { Self.allCases.firstIndex(of: self) ?? 0 }

        /// Orders by how much follows.
        public static func < (left: Stage, right: Stage) -> Bool { left.severity < right.severity }
    }

    /// How many answered requests must have concerned somebody whose speech is protected before that share counts.
    ///
    /// What follows from it is seen by the authority that asked, and is not to tell it of one person: of requests, because one
    /// of them can name one person's posts by the dozen.
    public static let protectedRequestsMin = 10

    /// How many answered items there must be before any share counts.
    public var itemsMin: Int
    /// How many addressees that are independent of each other must have said it of something before any share counts.
    ///
    /// From two on no addressee weighs more than all others together, so that none decides alone; 1 where a platform keeps
    /// its own node and only it is asked.
    public var addresseesMin: Int
    /// How many requests a day a slowed authority may file.
    public var throttledPerDay: Int
    /// From which share on, in thousandths, by what it is a share of; a stage that is missing is never reached.
    public var limits: [QualityMeasure: [Stage: Int]]

    /// What follows from an authority's quality.
    public enum Consequence: Hashable, Sendable {
        /// Nothing.
        case none
        /// It is told that something would follow next.
        case warned
        /// It may file so many requests a day.
        case throttled(perDay: Int)
        /// Its standing is suspended.
        case suspended
    }

    /// Makes thresholds; without any, nothing follows.
    ///
    /// - Parameters:
    ///   - itemsMin: how many answered items there must be.
    ///   - addresseesMin: how many independent addressees must have said it.
    ///   - throttlePerMille: from which share of refused items on fewer requests are taken; `nil` for what `limits` say.
    ///   - throttledPerDay: how many requests a day a slowed authority may file.
    ///   - suspendPerMille: from which share of refused items on its standing is suspended; `nil` for what `limits` say.
    ///   - limits: all thresholds.
    public init(
        itemsMin: Int = 50,
        addresseesMin: Int = 2,
        throttlePerMille: Int? = nil,
        throttledPerDay: Int = 10,
        suspendPerMille: Int? = nil,
        limits: [QualityMeasure: [Stage: Int]] = [:]
    ) {
        self.itemsMin = itemsMin
        self.addresseesMin = addresseesMin
        self.throttledPerDay = throttledPerDay
        self.limits = limits
        if let throttlePerMille { self.limits[.refused, default: [:]][.throttle] = throttlePerMille }
        if let suspendPerMille { self.limits[.refused, default: [:]][.suspend] = suspendPerMille }
    }

    /// Whether any share leads to a stage.
    public func has(_ stage: Stage) -> Bool { limits.values.contains { $0[stage] != nil } }

    /// What follows from a quality.
    ///
    /// - Parameters:
    ///   - quality: what was counted.
    ///   - settled: what was counted of whole months that are over; the share of those whose speech is protected is of these
    ///     alone, so that the authority does not ask about one person and see at once what follows.
    ///   - interests: what the addressees declared, by which they are independent of each other or not.
    /// - Returns: the consequence.
    public func consequence(
        of quality: AuthorityQuality,
        settled: AuthorityQuality = AuthorityQuality(),
        interests: [ID<Organisation>: Interests] = [:]
    ) -> Consequence {
        switch stages(of: quality, settled, interests).max() {
        case nil: .none
        case .warn: .warned
        case .throttle: .throttled(perDay: throttledPerDay)
        case .suspend: .suspended
        }
    }

    /// How many requests a day an authority of a quality may file; `nil` for as many as any.
    ///
    /// One that is bad enough to be suspended is slowed down until that is recorded, and again once it was taken back, by the
    /// thresholds for slowing down.
    ///
    /// - Parameters:
    ///   - quality: what was counted.
    ///   - settled: what was counted of whole months that are over.
    ///   - interests: what the addressees declared.
    /// - Returns: the number.
    public func requestsPerDay(
        of quality: AuthorityQuality,
        settled: AuthorityQuality = AuthorityQuality(),
        interests: [ID<Organisation>: Interests] = [:]
    ) -> Int? {
        stages(of: quality, settled, interests).contains(.throttle) ? throttledPerDay : nil
    }

    /// All stages that any share reached.
    private func stages(
        of quality: AuthorityQuality,
        _ settled: AuthorityQuality,
        _ interests: [ID<Organisation>: Interests]
    ) -> Set<Stage> {
        var reached: Set<Stage> = []
        for (measure, stages) in limits {
            let counted = measure.isOfWholeMonths ? settled : quality
            let tallies = counted.independentTallies(interests).filter { $0.answered > 0 }
            guard let share = perMille(measure, of: tallies) else { continue }
            for (stage, limit) in stages where share >= limit { reached.insert(stage) }
        }
        return reached
    }

    /// A share in thousandths; `nil` where too little was answered, or too few said it of anything.
    private func perMille(_ measure: QualityMeasure, of tallies: [AuthorityQuality.Tally]) -> Int? {
        func counted(_ tally: AuthorityQuality.Tally) -> Int { tally.counts[measure] ?? 0 }
        guard tallies.count(where: { counted($0) > 0 }) >= addresseesMin else { return nil }
        let requests = tallies.reduce(0) { $0 + $1.protectedRequests }
        if measure.isOfWholeMonths, requests < Self.protectedRequestsMin { return nil }
        let total = tallies.reduce(0) { $0 + $1.answered }
        var (answered, sum) = (0, 0)
        for tally in tallies {
            let weight = addresseesMin > 1 ? min(tally.answered, total - tally.answered) : tally.answered
            answered += weight
            sum += weight * counted(tally) * 1000 / tally.answered
        }
        return answered >= max(itemsMin, 1) ? sum / answered : nil
    }
}

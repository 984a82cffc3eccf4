/// How good an authority's requests were, over a stretch of time: counts with their denominators, exercises left out.
public struct AuthorityQuality: Hashable, Sendable {
    /// What became of the items that one addressee answered.
    public struct Tally: Hashable, Sendable {
        /// How many it answered for good.
        public internal(set) var answered = 0
        /// How many of these count by each measure.
        public internal(set) var counts: [QualityMeasure: Int] = [:]
        /// In how many requests those items stood that concerned somebody whose speech is protected.
        public internal(set) var protectedRequests = 0

        mutating func add(_ other: Tally) {
            answered += other.answered
            protectedRequests += other.protectedRequests
            counts.merge(other.counts) { $0 + $1 }
        }
    }

    /// Over how long it is reckoned where something follows from it.
    public static let window = Seconds.days(180)

    /// How many requests were taken.
    public internal(set) var requests = 0
    /// How many were refused at the door.
    public internal(set) var turnedAway = 0
    /// How many items the requests had that were answered for good.
    public internal(set) var answeredItems = 0
    /// How many of these were done, at least in part.
    public internal(set) var compliedItems = 0
    /// How many of these were refused, whatever for.
    public internal(set) var refusedItems = 0
    /// How many of these were refused for their form, or stood in a request whose clock was stopped for a manifest error.
    public internal(set) var erroneousItems = 0
    /// How many of these were outside of terrorism: by the authority's own ground, or refused for their scope.
    public internal(set) var outOfScopeItems = 0
    /// How many of these stood in requests that concerned somebody whose speech is protected.
    public internal(set) var protectedItems = 0
    /// How many items that were done were undone again because that was wrong, in a period whenever they were done; not those
    /// whose time was over.
    public internal(set) var reversedItems = 0
    /// How many items were answered by a guest's link.
    ///
    /// Nobody signed these answers, and the authority that asked had the link: they count in nothing else.
    public internal(set) var unsignedItems = 0
    /// How many requests got no answer in their time: a member's clock was over, or a guest's link.
    public internal(set) var unansweredRequests = 0
    /// How many demands to weaken encryption there were.
    public internal(set) var encryptionDemands = 0
    /// How many requests asked that something stay up.
    public internal(set) var stayUpRequests = 0
    /// How many of these a judge's instrument renewed.
    public internal(set) var stayUpRenewals = 0
    /// How many of these were refused, each item of them.
    public internal(set) var encryptionDemandsRefused = 0
    /// The answered items by who answered them.
    public internal(set) var tallies: [ID<Organisation>: Tally] = [:]

    /// Nothing yet.
    public init() {}

    /// Adds one request.
    ///
    /// - Parameters:
    ///   - request: a request of the authority; an exercise is passed over.
    ///   - period: when what counts has to have happened: receipt, answer and undoing each by its own time, and before whose end
    ///     it was found forged; `nil` for ever.
    ///   - countsForgeries: whether one that was found forged counts too, as for whoever must not read here that it was found.
    public mutating func add(
        _ request: Request,
        within period: Range<Timestamp>? = nil,
        countingForgeries countsForgeries: Bool = false
    ) {
        func counts(_ moment: Timestamp?) -> Bool { period.map { moment.map($0.contains) ?? false } ?? true }
        guard !request.filing.isExercise, request.state != .filed else { return }
        guard request.state != .turnedAway else {
            if counts(request.receivedAt) { turnedAway += 1 }
            return
        }
        // Whoever was impersonated did not ask it. What was told of a period stays as it was told then.
        let isForged = period.map { request.isForged(before: $0.upperBound) } ?? (request.foundForgedAt != nil)
        guard !isForged || countsForgeries else { return }
        if counts(request.receivedAt) { requests += 1 }
        guard request.filing.kind != .weakenEncryption else {
            guard counts(request.receivedAt) else { return }
            encryptionDemands += 1
            if request.items.allSatisfy({ $0.outcome == .refusedRights }) { encryptionDemandsRefused += 1 }
            return
        }
        if counts(request.receivedAt) {
            if request.filing.kind == .stayUp { stayUpRequests += 1 }
            if request.filing.renews != nil { stayUpRenewals += 1 }
        }
        if let over = request.unansweredAt ?? request.silentGuestSince, counts(over) { unansweredRequests += 1 }
        let isCounted = counts(request.answeredAt)
        guard let addressee = request.filing.addressee.member else {
            if isCounted { unsignedItems += request.items.count { $0.outcome?.isFinal ?? false } }
            return
        }
        if isCounted, request.concernsProtectedRole, request.items.contains(where: { $0.outcome?.isFinal ?? false }) {
            tallies[addressee, default: Tally()].protectedRequests += 1
        }
        for item in request.items {
            guard let outcome = item.outcome, outcome.isFinal else { continue }
            // That nobody confirmed a measure in time says nothing of whoever asked for it.
            if item.wasMistake, counts(item.reversedAt) { count(.reversed, for: addressee) }
            guard isCounted else { continue }
            answeredItems += 1
            tallies[addressee, default: Tally()].answered += 1
            if outcome.isCompliance { compliedItems += 1 }
            if outcome.isRefusal { count(.refused, for: addressee) }
            if outcome == .refusedForm || request.hadManifestError { count(.erroneous, for: addressee) }
            if outcome == .refusedScope || !item.ground.isTerrorism { count(.outOfScope, for: addressee) }
            if request.concernsProtectedRole { count(.protected, for: addressee) }
        }
    }

    private mutating func count(_ measure: QualityMeasure, for addressee: ID<Organisation>) {
        tallies[addressee, default: Tally()].counts[measure, default: 0] += 1
        switch measure {
        case .refused: refusedItems += 1
        case .erroneous: erroneousItems += 1
        case .outOfScope: outOfScopeItems += 1
        case .protected: protectedItems += 1
        case .reversed: reversedItems += 1
        }
    }

    /// Adds what another authority, or another period, counts.
    public mutating func add(_ other: AuthorityQuality) {
        for count in Self.counts { self[keyPath: count] += other[keyPath: count] }
        for (addressee, tally) in other.tallies { tallies[addressee, default: Tally()].add(tally) }
    }

    /// A share of the answered items in thousandths, rounded to the nearest; `nil` where none was answered.
    public func perMille(_ count: Int) -> Int? {
        answeredItems == 0 ? nil : (count * 2000 + answeredItems) / (answeredItems * 2)
    }

    private static var counts: [WritableKeyPath<AuthorityQuality, Int>] {
        [
            \.requests, \.turnedAway, \.answeredItems, \.compliedItems, \.refusedItems, \.erroneousItems,
            \.outOfScopeItems, \.protectedItems, \.reversedItems, \.unsignedItems, \.encryptionDemands,
            \.encryptionDemandsRefused, \.stayUpRequests, \.stayUpRenewals, \.unansweredRequests,
        ]
    }
}

extension Request {
    /// Until when a guest who said nothing might have answered; `nil` where it is a member, or answered.
    fileprivate var silentGuestSince: Timestamp? {
        filing.addressee.member == nil && isWaiting ? guestLinkExpiresAt : nil
    }
}

extension AuthorityQuality {
    /// The tallies of addressees that are independent of each other: those with an owner, a funder or a government in common
    /// are one.
    ///
    /// - Parameter interests: what the addressees declared; who declared nothing stands alone.
    /// - Returns: the tallies.
    func independentTallies(_ interests: [ID<Organisation>: Interests]) -> [Tally] {
        var groups: [(members: [Interests], tally: Tally)] = []
        for (addressee, tally) in tallies.sorted(by: { $0.key < $1.key }) {
            let own = interests[addressee].map { [$0] } ?? []
            var joined = (members: own, tally: tally)
            groups.removeAll { group in
                let isOther = group.members.allSatisfy { member in own.allSatisfy { $0.areIndependent(of: member) } }
                guard !isOther else { return false }
                joined.members += group.members
                joined.tally.add(group.tally)
                return true
            }
            groups.append(joined)
        }
        return groups.map(\.tally)
    }
}

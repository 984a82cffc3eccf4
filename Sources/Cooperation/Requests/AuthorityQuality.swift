/// How good an authority's requests were, over a stretch of time: counts with their denominators, exercises left out.
public struct AuthorityQuality: Codable, Hashable, Sendable {
    /// Over how long it is reckoned.
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
    /// How many of those that were done were undone again.
    public internal(set) var reversedItems = 0
    /// How many demands to weaken encryption there were; each was refused.
    public internal(set) var encryptionDemands = 0
    /// How many requests asked that something stay up.
    public internal(set) var stayUpRequests = 0
    /// How many of these a judge's instrument renewed.
    public internal(set) var stayUpRenewals = 0

    /// Nothing yet.
    public init() {}

    /// Adds one request.
    ///
    /// - Parameter request: a request of the authority; an exercise is passed over.
    public mutating func add(_ request: Request) {
        guard !request.filing.isExercise, request.state != .filed else { return }
        guard request.state != .turnedAway else {
            turnedAway += 1
            return
        }
        requests += 1
        guard request.filing.kind != .weakenEncryption else {
            encryptionDemands += 1
            return
        }
        if request.filing.kind == .stayUp { stayUpRequests += 1 }
        if request.filing.renews != nil { stayUpRenewals += 1 }
        for item in request.items {
            guard let outcome = item.outcome, outcome.isFinal else { continue }
            answeredItems += 1
            if outcome.isCompliance { compliedItems += 1 }
            if outcome.isRefusal { refusedItems += 1 }
            if outcome == .refusedForm || request.hadManifestError { erroneousItems += 1 }
            if outcome == .refusedScope || !item.ground.isTerrorism { outOfScopeItems += 1 }
            if request.concernsProtectedRole { protectedItems += 1 }
            if item.isReversed { reversedItems += 1 }
        }
    }

    /// A share of the answered items in thousandths, rounded to the nearest; `nil` where none was answered.
    public func perMille(_ count: Int) -> Int? {
        answeredItems == 0 ? nil : (count * 2000 + answeredItems) / (answeredItems * 2)
    }
}

/// How many requests are open now: of everybody together, of each key, and of those without one.
///
/// Those without a key never take all there is, so that however many come, and from however many addresses, requests with a
/// key still get in.
///
/// A pure value.
package struct ConcurrencyGate<Key: Hashable & Sendable>: Sendable {
    /// Under what a request that is in is counted as well.
    package enum Share: Hashable, Sendable {
        case key(Key)
        case address(ClientAddress)
    }

    /// What came of asking to be let in without a key.
    package enum WithoutKey: Hashable, Sendable {
        case entered
        case addressIsFull
        case allAreFull
    }

    package let limits: ServingLimits
    package private(set) var open = 0
    private var openWithoutKey = 0
    private var openByShare: [Share: Int] = [:]

    package init(_ limits: ServingLimits) {
        self.limits = limits
    }

    /// How many keys and addresses have a request open.
    package var shareCount: Int { openByShare.count }

    /// Lets one request in, unless there are as many as there may be.
    package mutating func enter() -> Bool {
        guard open < limits.openRequestsMax else { return false }
        open += 1
        return true
    }

    /// Counts a request that is already in under its key, unless the key has as many as it may.
    package mutating func enter(_ key: Key) -> Bool { count(.key(key), limits.openRequestsPerKeyMax) }

    /// Counts a request that is already in, and has no key, under its address.
    package mutating func enter(withoutKeyFrom address: ClientAddress) -> WithoutKey {
        guard openWithoutKey < limits.openRequestsWithoutKeyMax else { return .allAreFull }
        guard count(.address(address), limits.openRequestsPerAddressMax) else { return .addressIsFull }
        openWithoutKey += 1
        return .entered
    }

    private mutating func count(_ share: Share, _ most: Int) -> Bool {
        let count = openByShare[share, default: 0]
        guard count < most else { return false }
        openByShare[share] = count + 1
        return true
    }

    /// Lets one request out, with what it was counted under if it was.
    package mutating func leave(_ share: Share?) {
        open -= 1
        guard let share, let count = openByShare[share] else { return }
        if case .address = share { openWithoutKey -= 1 }
        openByShare[share] = count > 1 ? count - 1 : nil
    }
}

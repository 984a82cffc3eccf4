import NIOCore

/// Everything that is counted against the limits of one door.
///
/// A pure value.
struct LoadState<Key: Hashable & Sendable>: Sendable {
    private var gate: ConcurrencyGate<Key>
    private var keys: TokenBuckets<Key>
    private var addresses: TokenBuckets<ClientAddress>
    private var failures: TokenBuckets<ClientAddress>
    /// Those of routes that let an address ask less often than the door does, by operation.
    private var routes: [String: TokenBuckets<ClientAddress>] = [:]
    private let rememberedAddressesMax: Int

    init(_ limits: ServingLimits) {
        gate = ConcurrencyGate(limits)
        keys = TokenBuckets(limit: limits.perKey, keysMax: limits.rememberedKeysMax)
        addresses = TokenBuckets(limit: limits.withoutKeyPerAddress, keysMax: limits.rememberedAddressesMax)
        failures = TokenBuckets(limit: limits.failedAuthenticationsPerAddress, keysMax: limits.rememberedAddressesMax)
        rememberedAddressesMax = limits.rememberedAddressesMax
    }

    mutating func enter() throws(Problem) {
        guard gate.enter() else { throw .overloaded }
    }

    mutating func leave(_ share: ConcurrencyGate<Key>.Share?) {
        gate.leave(share)
    }

    mutating func countWithoutKey(_ address: ClientAddress, at now: NIODeadline) throws(Problem) {
        if let wait = addresses.take(address, at: now).retryAfterSeconds { throw .rateLimited(retryAfterSeconds: wait) }
        switch gate.enter(withoutKeyFrom: address) {
        case .entered: return
        case .addressIsFull: throw .tooManyRequestsAtOnce
        case .allAreFull: throw .overloaded
        }
    }

    /// Counts a request against what one route takes from an address.
    mutating func count(
        _ address: ClientAddress,
        _ operationID: String,
        _ limit: RateLimit,
        at now: NIODeadline
    ) throws(Problem) {
        let wait = routes[operationID, default: TokenBuckets(limit: limit, keysMax: rememberedAddressesMax)]
            .take(address, at: now).retryAfterSeconds
        if let wait { throw .rateLimited(retryAfterSeconds: wait) }
    }

    /// Counts a key that was not valid; right ones from the same address are never held up by it.
    mutating func countFailure(_ address: ClientAddress, at now: NIODeadline) throws(Problem) {
        guard let wait = failures.take(address, at: now).retryAfterSeconds else { return }
        throw .tooManyFailedAuthentications(retryAfterSeconds: wait)
    }

    mutating func count(_ key: Key, at now: NIODeadline) throws(Problem) {
        if let wait = keys.take(key, at: now).retryAfterSeconds { throw .rateLimited(retryAfterSeconds: wait) }
        guard gate.enter(key) else { throw .tooManyRequestsAtOnce }
    }
}

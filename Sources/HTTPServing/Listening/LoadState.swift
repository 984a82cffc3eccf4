import NIOCore

/// Everything that is counted against the limits of one door.
///
/// A pure value.
struct LoadState<Key: Hashable & Sendable>: Sendable {
    private var gate: ConcurrencyGate<Key>
    private var keys: TokenBuckets<Key>
    private var addresses: TokenBuckets<ClientAddress>
    private var failures: TokenBuckets<ClientAddress>

    init(_ limits: ServingLimits) {
        gate = ConcurrencyGate(limits)
        keys = TokenBuckets(limit: limits.perKey, keysMax: limits.rememberedKeysMax)
        addresses = TokenBuckets(limit: limits.withoutKeyPerAddress, keysMax: limits.rememberedAddressesMax)
        failures = TokenBuckets(limit: limits.failedAuthenticationsPerAddress, keysMax: limits.rememberedAddressesMax)
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

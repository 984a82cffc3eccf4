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
        gate = ConcurrencyGate(openMax: limits.openRequestsMax, openPerKeyMax: limits.openRequestsPerKeyMax)
        keys = TokenBuckets(limit: limits.perKey, keysMax: limits.rememberedKeysMax)
        addresses = TokenBuckets(limit: limits.withoutKeyPerAddress, keysMax: limits.rememberedAddressesMax)
        failures = TokenBuckets(limit: limits.failedAuthenticationsPerAddress, keysMax: limits.rememberedAddressesMax)
    }

    mutating func enter() throws(Problem) {
        guard gate.enter() else { throw .overloaded }
    }

    mutating func leave(_ key: Key?) {
        gate.leave(key)
    }

    mutating func countWithoutKey(_ address: ClientAddress, at now: NIODeadline) throws(Problem) {
        if let wait = addresses.take(address, at: now).retryAfterSeconds { throw .rateLimited(retryAfterSeconds: wait) }
    }

    func checkFailures(_ address: ClientAddress, at now: NIODeadline) throws(Problem) {
        guard let wait = failures.peek(address, at: now).retryAfterSeconds else { return }
        throw .tooManyFailedAuthentications(retryAfterSeconds: wait)
    }

    mutating func countFailure(_ address: ClientAddress, at now: NIODeadline) {
        _ = failures.take(address, at: now)
    }

    mutating func count(_ key: Key, at now: NIODeadline) throws(Problem) {
        if let wait = keys.take(key, at: now).retryAfterSeconds { throw .rateLimited(retryAfterSeconds: wait) }
        guard gate.enter(key) else { throw .tooManyRequestsAtOnce }
    }
}

import HTTPServing
import NIOCore
import SeededRandomness
import Testing

@Suite struct LimitTests {
    private func time(_ seconds: Double) -> NIODeadline { .uptimeNanoseconds(UInt64(seconds * 1_000_000_000)) }

    @Test func `an empty bucket refuses and says how long to wait`() {
        let limit = RateLimit(perSecond: 0.5, burst: 2)
        var bucket = TokenBucket()
        #expect(bucket.take(at: time(100), limit) == .allowed)
        #expect(bucket.take(at: time(100), limit) == .allowed)
        let refused = bucket.take(at: time(100), limit)
        #expect(refused.retryAfterSeconds == 2)
        #expect(bucket.take(at: time(101.9), limit).retryAfterSeconds == 1)
        #expect(bucket.take(at: time(102), limit) == .allowed)
        #expect(bucket.take(at: time(102), limit).retryAfterSeconds == 2)
    }

    @Test func `a refusal takes nothing and a look takes nothing`() {
        let limit = RateLimit(perSecond: 1, burst: 1)
        var bucket = TokenBucket()
        #expect(bucket.take(at: time(5), limit) == .allowed)
        for _ in 0..<100 {
            #expect(bucket.take(at: time(5.5), limit) != .allowed)
            #expect(bucket.peek(at: time(6), limit) == .allowed)
        }
        #expect(bucket.take(at: time(6), limit) == .allowed)
    }

    @Test(arguments: [RateLimit(perSecond: 0, burst: 0), RateLimit(perSecond: 1e12, burst: .max)])
    func `extreme limits neither trap nor lock everybody out`(limit: RateLimit) {
        var bucket = TokenBucket()
        #expect(bucket.take(at: time(0), limit) == .allowed)
        _ = bucket.take(at: .distantFuture, limit)
        _ = bucket.take(at: time(0), limit)
    }

    /// The oracle keeps a count of tokens and adds to it as time goes by, in exact sixteenths.
    @Test(arguments: UInt64(0)..<20)
    func `the bucket allows exactly what a counter of tokens allows`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let burst = Int.random(in: 1...8, using: &random)
        let limit = RateLimit(perSecond: 16, burst: burst)
        var bucket = TokenBucket()
        var tokens = burst * 16
        var now = 1_000
        for step in 0..<500 {
            let sixteenths = Int.random(in: 0...3, using: &random)
            now += sixteenths
            tokens = min(burst * 16, tokens + sixteenths * 16)
            let allowed = tokens >= 16
            if allowed { tokens -= 16 }
            let outcome = bucket.take(at: .uptimeNanoseconds(UInt64(now) * 62_500_000), limit)
            #expect((outcome == .allowed) == allowed, "seed \(seed), step \(step)")
        }
    }

    @Test func `however many keys come, only so many are remembered`() {
        var buckets = TokenBuckets<Int>(limit: RateLimit(perSecond: 0.001, burst: 1), keysMax: 100)
        for key in 0..<10_000 {
            #expect(buckets.take(key, at: time(1)) == .allowed)
            // This one is used all the time, so it is never forgotten.
            if key > 0 { #expect(buckets.take(0, at: time(1)) != .allowed, "after \(key)") }
            #expect(buckets.count <= 101)
        }
    }

    @Test func `a key over its share does not stop another`() {
        var limits = ServingLimits()
        (limits.openRequestsMax, limits.openRequestsPerKeyMax) = (3, 1)
        var gate = ConcurrencyGate<String>(limits)
        let first = [gate.enter(), gate.enter("a"), gate.enter(), gate.enter("a"), gate.enter("b")]
        #expect(first == [true, true, true, false, true])
        let full = [gate.enter(), gate.enter()]
        #expect(full == [true, false])
        gate.leave(.key("a"))
        let again = [gate.enter(), gate.enter("a")]
        #expect(again == [true, true])
        gate.leave(.key("a"))
        gate.leave(.key("b"))
        gate.leave(nil)
        #expect(gate.open == 0 && gate.shareCount == 0)
    }

    @Test func `requests without a key, from however many addresses, leave the rest to those with one`() throws {
        var limits = ServingLimits()
        (limits.openRequestsMax, limits.openRequestsWithoutKeyMax, limits.openRequestsPerAddressMax) = (10, 6, 2)
        var gate = ConcurrencyGate<String>(limits)
        let addresses = try (1...9).map { ClientAddress(try SocketAddress(ipAddress: "192.0.2.\($0)", port: 0)) }
        func enter(_ address: ClientAddress) -> ConcurrencyGate<String>.WithoutKey? {
            guard gate.enter() else { return nil }
            let outcome = gate.enter(withoutKeyFrom: address)
            if outcome != .entered { gate.leave(nil) }
            return outcome
        }
        #expect(
            (0..<20).map { _ in enter(addresses[0]) } == [.entered, .entered]
                + Array(repeating: .addressIsFull, count: 18)
        )
        let others = addresses.dropFirst().flatMap { [enter($0), enter($0), enter($0)] }
        #expect(others.count { $0 == .entered } == 4 && others.last == .allAreFull)
        for _ in 0..<4 {
            let isIn = [gate.enter(), gate.enter("TEST key")]
            #expect(isIn == [true, true])
        }
        gate.leave(.address(addresses[0]))
        #expect(enter(addresses[8]) == .entered)
    }
}

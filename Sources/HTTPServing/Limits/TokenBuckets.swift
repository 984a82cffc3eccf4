import NIOCore

/// One bucket for each key, in bounded memory.
///
/// There are two generations. A key that is used moves to the young one; when the young one holds half of the maximum,
/// the old one is dropped whole and the young one becomes old. So the longest unused keys go first, every step is O(1),
/// and a dropped key starts again with a full bucket.
package struct TokenBuckets<Key: Hashable & Sendable>: Sendable {
    package let limit: RateLimit
    /// How many keys are remembered at most.
    package let keysMax: Int
    private var young: [Key: TokenBucket] = [:]
    private var old: [Key: TokenBucket] = [:]

    package init(limit: RateLimit, keysMax: Int) {
        self.limit = limit
        self.keysMax = max(keysMax, 2)
    }

    /// How many keys are remembered now.
    package var count: Int { young.count + old.count }

    /// Takes one token from the bucket of a key.
    package mutating func take(_ key: Key, at now: NIODeadline) -> TokenBucket.Outcome {
        if let outcome = young[key]?.take(at: now, limit) { return outcome }
        var bucket = old.removeValue(forKey: key) ?? TokenBucket()
        let outcome = bucket.take(at: now, limit)
        if young.count >= keysMax / 2 {
            old = young
            young = [:]
        }
        young[key] = bucket
        return outcome
    }
}

/// How many requests are open now: of everybody together and of each key.
///
/// A pure value.
package struct ConcurrencyGate<Key: Hashable & Sendable>: Sendable {
    package let openMax: Int
    package let openPerKeyMax: Int
    package private(set) var open = 0
    private var openByKey: [Key: Int] = [:]

    package init(openMax: Int, openPerKeyMax: Int) {
        self.openMax = openMax
        self.openPerKeyMax = openPerKeyMax
    }

    /// How many keys have a request open.
    package var keyCount: Int { openByKey.count }

    /// Lets one request in, unless there are as many as there may be.
    package mutating func enter() -> Bool {
        guard open < openMax else { return false }
        open += 1
        return true
    }

    /// Counts a request that is already in under its key, unless the key has as many as it may.
    package mutating func enter(_ key: Key) -> Bool {
        let count = openByKey[key, default: 0]
        guard count < openPerKeyMax else { return false }
        openByKey[key] = count + 1
        return true
    }

    /// Lets one request out, with the key it was counted under if it was.
    package mutating func leave(_ key: Key?) {
        open -= 1
        guard let key, let count = openByKey[key] else { return }
        openByKey[key] = count > 1 ? count - 1 : nil
    }
}

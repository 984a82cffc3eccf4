import Cooperation

/// Where the store gets time and randomness from.
package struct StoreSources: Sendable {
    /// The time.
    package let clock: @Sendable () -> Timestamp
    /// So many random bytes, fit for secrets: salts are made of them.
    package let randomBytes: @Sendable (Int) -> [UInt8]

    package init(
        clock: @escaping @Sendable () -> Timestamp,
        randomBytes: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.clock = clock
        self.randomBytes = randomBytes
    }
}

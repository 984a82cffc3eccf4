/// How much one door takes, from everybody, from one key and from one address.
package struct ServingLimits: Hashable, Sendable {
    /// Requests open at once, of everybody together.
    package var openRequestsMax = 2_048
    /// Requests open at once under one key.
    package var openRequestsPerKeyMax = 512
    /// Requests without a key open at once, of everybody together: so that those with one still get in.
    package var openRequestsWithoutKeyMax = 1_024
    /// Requests without a key open at once from one address.
    package var openRequestsPerAddressMax = 128
    /// Requests of one key.
    package var perKey = RateLimit(perSecond: 20_000, burst: 20_000)
    /// Requests without a key from one address.
    package var withoutKeyPerAddress = RateLimit(perSecond: 1_000, burst: 2_000)
    /// Keys from one address that were not valid.
    package var failedAuthenticationsPerAddress = RateLimit(perSecond: 0.5, burst: 20)
    /// Keys whose rate is remembered; the longest unused are forgotten first.
    package var rememberedKeysMax = 65_536
    /// Addresses whose rate is remembered.
    package var rememberedAddressesMax = 65_536

    package init() {}
}

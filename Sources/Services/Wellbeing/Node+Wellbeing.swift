import Cooperation

extension Node {
    /// How much graphic content the caller's person was shown, beside the limits.
    package func gauge(of caller: Caller) async throws -> ExposureGauge {
        let person = try caller.requiredPerson()
        let now = clock()
        let node = self
        return try await store.read { try node.gauge(of: person, $0, now: now) }
    }

    func gauge(of person: ID<Person>, _ reading: any StoreReading, now: Timestamp) throws -> ExposureGauge {
        let exposure = try reading.load(Exposure.self, Exposure.id(of: person))
        return ExposureGauge(exposure, limits: settings.exposureLimits, now: now)
    }
}

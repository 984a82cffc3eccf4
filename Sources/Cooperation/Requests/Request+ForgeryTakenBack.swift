extension Request {
    /// That it was found forged, and that this was taken back.
    public struct ForgeryTakenBack: Codable, Hashable, Sendable {
        /// When it was found forged.
        public let foundAt: Timestamp
        /// When that was taken back.
        public let at: Timestamp
    }

    /// Whether it was found forged before a moment, and that was not taken back before it.
    public func isForged(before moment: Timestamp) -> Bool {
        if let foundForgedAt, foundForgedAt < moment { return true }
        return (forgeriesTakenBack ?? []).contains { $0.foundAt < moment && moment <= $0.at }
    }

    /// When it was found forged, each time, and whether that was taken back before a moment.
    public func forgeries(asOf moment: Timestamp) -> [(foundAt: Timestamp, isTakenBack: Bool)] {
        let takenBack = (forgeriesTakenBack ?? []).map { (foundAt: $0.foundAt, isTakenBack: $0.at < moment) }
        guard let foundForgedAt else { return takenBack }
        return takenBack + [(foundAt: foundForgedAt, isTakenBack: false)]
    }

    /// Notes that it was not forged.
    ///
    /// What was undone because it had been found so was no mistake of whoever asked.
    mutating func noteForgeryTakenBack(at time: Timestamp) {
        guard let foundAt = foundForgedAt else { return }
        forgeriesTakenBack = (forgeriesTakenBack ?? []) + [ForgeryTakenBack(foundAt: foundAt, at: time)]
        foundForgedAt = nil
        for index in items.indices {
            guard let reversedAt = items[index].reversedAt, foundAt <= reversedAt else { continue }
            items[index].wasMistake = false
        }
    }
}

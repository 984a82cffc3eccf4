extension Office {
    /// That a forged request bore its name; `nil` once somebody vouched for it anew.
    public var misuse: Misuse? { latestMisuse?.endedAt == nil ? latestMisuse : nil }

    /// That a forged request bore its name, where nobody vouched for it between that and another request; `nil` where nothing
    /// speaks against that other one.
    ///
    /// A word given later is for the keys as they are then: what came before it may be the forger's still, however much
    /// became of the office since.
    public func doubt(about request: Request) -> Misuse? {
        guard let endedAt = latestMisuse?.endedAt, let receivedAt = request.receivedAt, endedAt < receivedAt else {
            return latestMisuse
        }
        return nil
    }
}

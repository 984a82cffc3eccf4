import Cooperation

extension Timestamp {
    /// How many whole seconds lie between an earlier moment and this one; 0 where the clock went back.
    func secondsSince(_ earlier: Timestamp) -> Seconds {
        Seconds(max(0, microseconds - earlier.microseconds) / 1_000_000)
    }
}

/// The stretches of time for which requests are counted in public: whole months that are over, so that no figure tells when
/// something happened, and none changes once it was told.
public enum FiguresPeriods {
    /// The last months (UTC) that ended at least a day before a moment, newest first.
    ///
    /// The day is for what other nodes bring late.
    public static func months(endedBefore moment: Timestamp, count: Int) -> [Range<Timestamp>] {
        var until = (moment - .days(1)).startOfMonth
        return (0..<count).map { _ in
            let since = (until - .days(1)).startOfMonth
            defer { until = since }
            return since..<until
        }
    }

    /// The same months as one stretch of time.
    public static func stretch(endedBefore moment: Timestamp, count: Int) -> Range<Timestamp> {
        let months = months(endedBefore: moment, count: count)
        let until = (moment - .days(1)).startOfMonth
        return (months.last?.lowerBound ?? until)..<until
    }
}

extension Timestamp {
    fileprivate var startOfMonth: Timestamp { Timestamp(description.prefix(7) + "-01T00:00:00Z") ?? self }
}

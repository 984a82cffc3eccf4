/// How much graphic content a person was shown, beside the limits.
public struct ExposureGauge: Sendable, Hashable {
    /// How long at a stretch until now, with pauses that are no break; 0 after a break.
    public let continuous: Seconds
    /// How long in this shift, without pauses; 0 after a rest.
    public let shift: Seconds
    /// How many cases within the last hour.
    public let itemsInLastHour: Int
    /// What it is held against.
    public let limits: ExposureLimits
    /// Until when no graphic content is opened; `nil` while some may be.
    public let breakUntil: Timestamp?

    /// Whether a limit is near, so that a break would do good; a break that has to be is not offered.
    public var isBreakOffered: Bool {
        func isNear(_ count: Int64, _ limit: Int64) -> Bool {
            count > 0 && count * 100 >= limit * limits.offeredAtPercent
        }
        return breakUntil == nil
            && (isNear(continuous.count, limits.continuousMax.count) || isNear(shift.count, limits.shiftMax.count)
                || isNear(Int64(itemsInLastHour), Int64(limits.itemsPerHourMax)))
    }

    /// Reads the gauge.
    ///
    /// - Parameters:
    ///   - exposure: what the person was shown; `nil` for nothing.
    ///   - limits: the limits.
    ///   - now: the time.
    public init(_ exposure: Exposure?, limits: ExposureLimits, now: Timestamp) {
        self.limits = limits
        let stretches = exposure?.stretches ?? []
        let run = Self.latest(of: stretches, apart: limits.breakTime, now)
        let inShift = Self.latest(of: stretches, apart: limits.restTime, now)
        let items = (exposure?.items ?? []).map(\.at).filter { now < $0 + .hours(1) }.sorted()
        // A pause is a break only once it was long enough: what is opened before that makes the run longer.
        let runLength = run.first.map { now.microseconds - $0.from.microseconds } ?? 0
        let shiftLength = Self.shown(inShift, until: now)
        continuous = Seconds(runLength / 1_000_000)
        shift = Seconds(shiftLength / 1_000_000)
        itemsInLastHour = items.count

        let (runMax, shiftMax) = (limits.continuousMax.count * 1_000_000, limits.shiftMax.count * 1_000_000)
        guard runLength >= runMax || shiftLength >= shiftMax || items.count >= limits.itemsPerHourMax
        else {
            breakUntil = nil
            return
        }
        // A limit that is near may be passed before the break that another one asks for is over.
        var ends: [Timestamp] = []
        if let first = run.first, let last = run.last {
            let end = last.until + limits.breakTime
            if end.microseconds - first.from.microseconds > runMax { ends.append(end) }
        }
        if let last = inShift.last, Self.shown(inShift, until: last.until) >= shiftMax {
            ends.append(last.until + limits.restTime)
        }
        let surplus = items.count - limits.itemsPerHourMax
        // Room is made by the oldest that are too many, one more than the limit allows.
        if surplus >= 0, surplus < items.count { ends.append(items[surplus] + .hours(1)) }
        breakUntil = ends.max()
    }

    /// The latest stretches that lie no further apart than a gap; none where that long ago is the last one.
    private static func latest(
        of stretches: [Exposure.Stretch],
        apart gap: Seconds,
        _ now: Timestamp
    ) -> ArraySlice<Exposure.Stretch> {
        guard let last = stretches.last, now < last.until + gap else { return [] }
        var first = stretches.count - 1
        while first > 0, stretches[first].from < stretches[first - 1].until + gap { first -= 1 }
        return stretches[first...]
    }

    /// How many microseconds something was shown.
    private static func shown(_ stretches: ArraySlice<Exposure.Stretch>, until end: Timestamp) -> Int64 {
        stretches.reduce(0) { $0 + max(0, min(end, $1.until).microseconds - $1.from.microseconds) }
    }
}

/// How much graphic content a person is shown before they have a break.
public struct ExposureLimits: Sendable, Hashable {
    /// How long at a stretch, with pauses that are no break.
    public var continuousMax = Seconds.minutes(45)
    /// How long without any makes a break.
    public var breakTime = Seconds.minutes(10)
    /// How long in one shift, without pauses.
    public var shiftMax = Seconds.hours(4)
    /// How long without any ends a shift.
    public var restTime = Seconds.hours(8)
    /// How many cases within an hour.
    public var itemsPerHourMax = 40
    /// For how long a case counts that is opened; nobody says when they look away.
    public var itemTime = Seconds.minutes(3)
    /// At how many hundredths of a limit a break is offered.
    public var offeredAtPercent: Int64 = 80

    /// The limits of a node that is told nothing else.
    public init() {}
}

/// What a rule says of its clocks; a clock keeps the terms it started with, whatever becomes of the rule.
public struct ClockTerms: Codable, Hashable, Sendable {
    /// What starts a clock.
    public enum Start: String, Codable, CaseIterable, Sendable {
        /// Something was received.
        case received
        /// Something was sent.
        case sent
        /// The person or the member concerned was given notice.
        case noticeGiven
        /// Something was decided or assessed.
        case decided
        /// Data was released.
        case released
        /// An appeal or a complaint was filed.
        case filed
        /// A reviewer flagged something.
        case flagged
        /// A user reported something.
        case reported
        /// Somebody became aware of something.
        case becameAware
        /// An opinion was given.
        case opinionGiven
        /// Access was disabled, or content removed.
        case disabled
    }

    /// Why a clock may stand still.
    public enum StopReason: String, Codable, CaseIterable, Sendable {
        /// What was asked holds a manifest error.
        case manifestError
        /// What was asked lacks what is needed to answer it.
        case missingInformation
        /// It can't be done, for reasons beyond the control of whoever has to.
        case forceMajeure
        /// A question was put to the other side.
        case awaitingClarification
        /// A court looks into it.
        case underCourtReview
        /// Both sides agreed to wait.
        case agreedPause
    }

    /// Whose zone decides when a day begins.
    public enum Zone: Hashable, Sendable {
        /// That of the authority that asks, which is known when a clock starts.
        case authority
        /// This one.
        case named(ZoneName)
    }

    /// What follows from the end of the time by the rule's own words; never that somebody complied.
    public enum Consequence: String, Codable, CaseIterable, Sendable {
        /// Nothing: that it was missed is recorded, and people are told.
        case breach
        /// A temporary measure ends.
        case temporaryMeasureEnds
        /// The agency that owes something gets no more until it made good.
        case agencyFrozen
        /// A disputed signal is withdrawn.
        case signalWithdrawn
        /// What could be asked until then can't be asked any more.
        case windowCloses
        /// What had to wait may go on.
        case waitingEnds
        /// What was kept is not kept any longer on this ground.
        case preservationEnds
        /// The person concerned may be told.
        case silenceEnds

        /// Whether the node does something by itself when this comes, and does not only record it.
        public var isCarriedOut: Bool {
            self == .temporaryMeasureEnds || self == .agencyFrozen || self == .waitingEnds
        }
    }

    /// Whom to tell how long before the end.
    public struct Step: Codable, Hashable, Sendable {
        /// How long before the end, in seconds.
        public let before: Seconds
        /// Who.
        public let role: Role

        /// Makes a step.
        public init(before: Seconds, role: Role) {
            self.before = before
            self.role = role
        }
    }

    /// How many escalation steps a rule has at most.
    public static let stepsMax = 10

    /// How long a clock runs.
    public let duration: ClockDuration
    /// What starts it.
    public let start: Start
    /// Why it may stand still; for no other reason.
    public let stopReasons: [StopReason]
    /// Whose zone counts.
    public let zone: Zone
    /// Whom to tell before the end, the earliest first.
    public let steps: [Step]
    /// Whom to tell when the time is over.
    public let atEnd: [Role]
    /// What follows when the time is over.
    public let consequence: Consequence

    /// Makes terms.
    ///
    /// - Throws: `Refusal` where no clock could run by them.
    public init(
        duration: ClockDuration,
        start: Start,
        stopReasons: [StopReason] = [],
        zone: Zone = .named(.utc),
        steps: [Step] = [],
        atEnd: [Role] = [],
        consequence: Consequence = .breach
    ) throws(Refusal) {
        self.duration = duration
        self.start = start
        self.stopReasons = StopReason.allCases.filter(stopReasons.contains)
        self.zone = zone
        self.steps = steps.sorted { ($1.before, $0.role) < ($0.before, $1.role) }
        self.atEnd = Set(atEnd).sorted()
        self.consequence = consequence
        try validate()
    }

    /// When the time of a clock by these terms would be over.
    ///
    /// - Parameters:
    ///   - start: since when it would run.
    ///   - authorityZone: the zone of the authority that asks, for rules that count in it.
    ///   - calendar: the world's time zones.
    /// - Returns: the zone in which it would be counted and shown, and the moment.
    /// - Throws: `Refusal`: `zone-missing`, `zone-unknown`, `clock-duration-invalid`.
    public func deadline(
        from start: Timestamp,
        in authorityZone: ZoneName?,
        calendar: any CivilCalendar
    ) throws(Refusal) -> (zone: ZoneName, moment: Timestamp) {
        let counted: ZoneName
        switch (zone, authorityZone) {
        case (.named(let named), _): counted = named
        case (.authority, let authoritys?): counted = authoritys
        case (.authority, nil):
            throw Refusal(
                .invalid,
                "zone-missing",
                "This rule counts in the authority's own time zone; name it.",
                pointer: "/authorityZone"
            )
        }
        return (counted, try ClockReckoning(duration, in: counted, calendar: calendar).deadline(from: start))
    }

    /// - Throws: `Refusal` where no clock could run by them.
    func validate() throws(Refusal) {
        try duration.validate()
        guard steps.count <= Self.stepsMax, steps.allSatisfy({ (1...366 * 86_400).contains($0.before.count) }),
            Set(steps).count == steps.count
        else {
            throw Refusal(
                .invalid,
                "clock-steps-invalid",
                "Give at most \(Self.stepsMax) different steps, each from a second to a year before the end.",
                pointer: "/steps"
            )
        }
    }
}

extension ClockTerms.Zone: Codable {
    private static let authorityWord = "authority"

    /// Reads the name of a zone, or `authority`.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        self = text == Self.authorityWord ? .authority : .named(try ZoneName(from: decoder))
    }

    /// Writes the name of a zone, or `authority`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .authority: try container.encode(Self.authorityWord)
        case .named(let zone): try container.encode(zone)
        }
    }
}

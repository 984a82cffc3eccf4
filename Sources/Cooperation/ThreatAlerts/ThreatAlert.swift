/// What a platform or a body of civil society tells the one competent authority of one country when a life is in danger.
///
/// It lives on that organisation's own node and never leaves it; what the authority gets is a `ThreatNotice` with the same id.
/// It goes to one office and to no other, after two people approved it, by night after one.
public struct ThreatAlert: Aggregate {
    /// What alerts are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// `State`.
        case state
        /// `ThreatLevel`.
        case level
        /// When it was raised, in microseconds.
        case raisedAt
        /// When somebody has to be told something about it, in microseconds; NULL where nothing is due.
        case nextDueAt
        /// `ThreatOutcome`; NULL before the authority reported one.
        case outcome
        /// 1 for an exercise.
        case isExercise
        /// 1 while it is sent, not there yet and not refused; NULL otherwise.
        case onTheWay
    }

    /// Where an alert is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Waits for approval.
        case flagged
        /// Approved, and not sent, because no authority may safely receive it.
        case withheld
        /// Sent to the authority.
        case sent
        /// A person of the authority has it.
        case acknowledged
        /// The authority reported what became of it.
        case closed
        /// Taken back before it was sent.
        case dropped

        /// Those in which it can still be changed.
        public static let open: [State] = [.flagged, .withheld]
    }

    /// One person's word that it should go out.
    public struct Approval: Codable, Hashable, Sendable {
        /// Who.
        public let by: ID<Person>
        /// When.
        public let at: Timestamp
        /// Whether it was night, so that one was enough.
        public let isNight: Bool
    }

    /// Counsel's or the adviser's written word that it goes out in spite of a danger.
    public struct Agreement: Codable, Hashable, Sendable {
        /// As what.
        public let role: Role
        /// Who.
        public let by: ID<Person>
        /// The position of the event that holds the sealed part `agreement`.
        public let position: Int64
    }

    /// The word in event types.
    public static let name = "threatAlert"
    /// Some are for practice.
    public static let hasExercises = true
    /// The rule of the clock registry that runs from the flag on.
    public static let clockCode = "INT_TTL_ALERT"
    /// The scope of the lookup key: the case that an alert was raised from, unless it was taken back.
    public static let caseScope = "threatCase"
    /// The scope of the lookup key: the assessment that an alert was raised from, unless it was taken back.
    public static let requestScope = "threatRequest"
    /// How long an alert may be on its way before the duty officer is told to telephone.
    public static let deliveryTimeMax = Seconds.minutes(1)
    /// Within which time a second person confirms what one person approved by night.
    public static let confirmationTimeMax = Seconds.hours(12)
    /// How many people approve by day.
    public static let approvalsNeeded = 2
    /// How many identifiers an alert tells at most.
    public static let identifiersMax = 10
    /// How many telephone calls are noted at most.
    public static let callsMax = 20

    /// Its id.
    public let id: ID<ThreatAlert>
    /// Whose it is.
    public let organisation: ID<Organisation>
    /// What was said when it was raised.
    public let raising: ThreatAlertRaised
    /// Who raised it.
    public let raisedBy: ID<Person>
    /// When it was raised: the clock's beginning.
    public let raisedAt: Timestamp
    /// The position of the event that holds the sealed parts `what`, `why` and `identifiers`.
    public let raisedAtPosition: Int64
    /// The office that it is for; `nil` while the register has none of the country that may safely receive it.
    public internal(set) var office: ID<Office>?
    /// That office's authority.
    public internal(set) var authority: ID<Organisation>?
    /// The country.
    public internal(set) var country: String
    /// Who named that office, or found none: whoever raised it, or redirected it last.
    public internal(set) var chosenBy: ID<Person>
    /// The position of the event that holds the sealed part `choice`: why another office than the recommended one.
    public internal(set) var choiceAtPosition: Int64
    /// Where it is in its life.
    public internal(set) var state: State
    /// Who approved it, in order.
    public internal(set) var approvals: [Approval]
    /// Which dangers of design rule 15 were noted, in order.
    public internal(set) var dangers: [Danger]
    /// The positions of the events that hold the sealed part `note` about dangers.
    public internal(set) var dangersAtPositions: [Int64]
    /// Who agreed in writing, each once; void where a danger was noted or another office named since.
    public internal(set) var agreements: [Agreement]
    /// Why it was not sent.
    public internal(set) var withheldFor: ThreatHindrance?
    /// When it was sent.
    public internal(set) var sentAt: Timestamp?
    /// Over which exchange; `nil` where the authority reads it on this node.
    public internal(set) var exchange: ID<Exchange>?
    /// What carries it there.
    public internal(set) var dispatch: ID<Dispatch>?
    /// When it was there.
    public internal(set) var receivedAt: Timestamp?
    /// When it was found not to have got there in time.
    public internal(set) var undeliveredAt: Timestamp?
    /// The exchange's stable word for why it refused it for good.
    public internal(set) var refusedFor: String?
    /// The positions of the events that hold the sealed part `note` about telephone calls.
    public internal(set) var callsAtPositions: [Int64]
    /// When a person of the authority was first reached by telephone; `nil` while nobody was.
    public internal(set) var reachedAt: Timestamp?
    /// When it was found that no second person had confirmed it in time.
    public internal(set) var confirmationMissedAt: Timestamp?
    /// When the authority acknowledged it.
    public internal(set) var acknowledgedAt: Timestamp?
    /// What the authority reported.
    public internal(set) var outcome: ThreatOutcome?
    /// When it reported that.
    public internal(set) var closedAt: Timestamp?

    /// Whether enough people approved it: two, or by night one.
    ///
    /// What one approved by night and did not go out in that night needs a second person by day as anything else does.
    public func isApproved(byNight: Bool) -> Bool {
        approvals.count >= Self.approvalsNeeded || (byNight && approvals.contains(where: \.isNight))
    }

    /// Whether it may go out now as far as people are asked.
    public func isReady(byNight: Bool) -> Bool { State.open.contains(state) && isApproved(byNight: byNight) }

    /// Whether a danger of design rule 15 stands against it: counsel and the independent adviser have not both agreed.
    public var isBarredByDanger: Bool {
        guard !dangers.isEmpty else { return false }
        return
            !(Set(agreements.map(\.role)).isSuperset(of: [.counsel, .adviser]) && Set(agreements.map(\.by)).count > 1)
    }

    /// Whether the duty officer has to telephone: it did not get there, and nobody was reached yet.
    public var needsCall: Bool { state == .sent && undeliveredAt != nil && receivedAt == nil && reachedAt == nil }

    /// Whether somebody may be called about it: once it was sent, and where the register has no office to which it could be,
    /// unless a danger stands against telling anybody.
    public var mayBeCalledAbout: Bool { sentAt != nil || (state == .withheld && office == nil && !isBarredByDanger) }

    /// Whether the duty officer still has to find somebody who may be told: nobody was reached in another way.
    public var needsRecipient: Bool { state == .withheld && reachedAt == nil }

    /// Until when a second person confirms what one approved by night; `nil` where nobody has to.
    public var confirmationDueAt: Timestamp? {
        guard state != .dropped, approvals.count < Self.approvalsNeeded else { return nil }
        return approvals.first(where: \.isNight).map { $0.at + Self.confirmationTimeMax }
    }

    /// When somebody has to be told something next.
    public var nextDueAt: Timestamp? {
        let delivery =
            state == .sent && receivedAt == nil && undeliveredAt == nil ? sentAt.map { $0 + Self.deliveryTimeMax } : nil
        let confirmation = confirmationMissedAt == nil ? confirmationDueAt : nil
        return [delivery, confirmation].compactMap(\.self).min()
    }

    /// Whether it is for practice.
    public var isExercise: Bool { raising.isExercise }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .state: .text(state.rawValue)
        case .level: .text(raising.level.rawValue)
        case .raisedAt: .integer(raisedAt.microseconds)
        case .nextDueAt: nextDueAt.map { .integer($0.microseconds) }
        case .outcome: outcome.map { .text($0.rawValue) }
        case .isExercise: raising.isExercise ? .integer(1) : nil
        case .onTheWay: state == .sent && receivedAt == nil && refusedFor == nil ? .integer(1) : nil
        }
    }

    /// An alert is found by the case and the assessment that it was raised from, so that one of either makes one alert and
    /// never a broadcast.
    public var lookupKeys: Set<LookupKey> {
        guard state != .dropped else { return [] }
        let ofCase = raising.startedFrom.map { Self.key(of: $0) }
        let ofRequest = raising.startedFromRequest.map { Self.key(of: $0) }
        return Set([ofCase, ofRequest].compactMap(\.self))
    }

    /// Under which key the alert is found that was raised from a case.
    public static func key(of subject: ID<Case>) -> LookupKey {
        LookupKey(scope: caseScope, value: subject.description)
    }

    /// Under which key the alert is found that was raised from an assessment.
    public static func key(of subject: ID<Assessment>) -> LookupKey {
        LookupKey(scope: requestScope, value: subject.description)
    }
}

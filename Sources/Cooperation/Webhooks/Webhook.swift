/// An address to which a member is told that something happened that it may read.
///
/// It reads in one role, as a key does that is bound to no person; where that role may not read an event, the event does not
/// exist for the webhook.
public struct Webhook: Aggregate {
    /// What webhooks are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The organisation.
        case organisation
        /// `State`.
        case state
    }

    /// Where a webhook is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// It is told.
        case on
        /// It is told nothing until somebody switches it on again.
        case off
        /// It was removed; the end.
        case removed
    }

    /// Why a webhook is off.
    public enum OffReason: String, Codable, CaseIterable, Sendable {
        /// Somebody of its organisation switched it off.
        case person
        /// Its receiver said that it is gone for good.
        case gone
        /// Too much waits for it.
        case overrun
    }

    /// The word in event types.
    public static let name = "webhook"
    /// How long an address may be, in bytes.
    public static let addressBytesMax = 2048
    /// How many a member may have.
    public static let perOrganisationMax = 20
    /// How long a former secret may go on signing.
    public static let formerSecretMax = Seconds.days(7)
    /// How many dead deliveries are replayed at once.
    public static let replaysMax = 500

    /// Its id.
    public let id: ID<Webhook>
    /// Whose it is.
    public let organisation: ID<Organisation>
    /// In which role it reads.
    public let role: Role
    /// What it is told of, in order.
    public let kinds: [WebhookEventKind]
    /// The position of the event that holds the sealed part `address`.
    public let madeAtPosition: Int64
    /// Where it is in its life.
    public internal(set) var state: State
    /// Why it is off; `nil` where it is not.
    public internal(set) var offReason: OffReason?
    /// It is told of what happened after this position.
    public internal(set) var onSincePosition: Int64
    /// The position of the event that holds the sealed part `secret`.
    public internal(set) var secretAtPosition: Int64
    /// The position of the event that holds the former one; `nil` where there is none.
    public internal(set) var formerSecretAtPosition: Int64?
    /// Until when the former one signs as well.
    public internal(set) var formerSecretUntil: Timestamp?

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .organisation: .text(organisation.description)
        case .state: .text(state.rawValue)
        }
    }

    /// Who reads for it.
    ///
    /// - Parameters:
    ///   - member: its organisation, in its standing.
    ///   - isOnExchange: whether the node is an exchange.
    /// - Returns: the bearer of a key that is bound to no person.
    public func reader(of member: Organisation, isOnExchange: Bool) -> Caller {
        Self.reader(id, of: member, role: role, isOnExchange: isOnExchange)
    }

    static func reader(_ id: ID<Webhook>, of member: Organisation, role: Role, isOnExchange: Bool) -> Caller {
        Caller(organisation: member, key: ID(id.identifier), role: role, person: nil, isOnExchange: isOnExchange)
    }

    /// Whether it is told of what stands at a position of the journal, as far as it is on.
    public func isTold(ofPosition position: Int64) -> Bool { state == .on && position > onSincePosition }

    /// The position of the event that holds the former secret, once that signs nothing any more.
    public func outlivedSecretPosition(at now: Timestamp) -> Int64? {
        guard let formerSecretUntil, formerSecretUntil <= now else { return nil }
        return formerSecretAtPosition
    }

    /// The positions of the events that hold the secrets that sign at a moment, the newest first.
    public func secretPositions(at now: Timestamp) -> [Int64] {
        guard let formerSecretAtPosition, let formerSecretUntil, now < formerSecretUntil else {
            return [secretAtPosition]
        }
        return [secretAtPosition, formerSecretAtPosition]
    }
}

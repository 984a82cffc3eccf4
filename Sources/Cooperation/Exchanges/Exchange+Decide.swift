/// This node began to follow an exchange.
///
/// Sealed: `address`.
public struct ExchangeFollowed: EventPayload {
    /// What happened.
    public static let type = "exchange.followed"
    /// As which member.
    public let member: ID<Organisation>
    /// The public key of its log.
    public let verifierKey: String
}

/// A checkpoint was verified: signature, consistency with the last one, inclusion of all that was received below it.
public struct ExchangeCheckpointVerified: EventPayload {
    /// What happened.
    public static let type = "exchange.checkpointVerified"
    /// How many leaves it covers.
    public let size: Int64
    /// Its root, in lowercase hexadecimal.
    public let root: String
    /// The position in this node's journal up to which received events were proved to be included.
    public let provenThrough: Int64
}

/// Something is wrong with the exchange's log.
public struct ExchangeAlarmRaised: EventPayload {
    /// What happened.
    public static let type = "exchange.alarmRaised"
    /// What is wrong.
    public let alarm: Exchange.Alarm
}

/// An operator looked into an alarm.
///
/// It stands until a checkpoint is verified that agrees with all that was verified before. Sealed: `reason`.
public struct ExchangeAlarmAcknowledged: EventPayload {
    /// What happened.
    public static let type = "exchange.alarmAcknowledged"
    /// The alarm.
    public let alarm: Exchange.Alarm
}

/// What can be asked of a followed exchange's record.
public enum ExchangeCommand: Sendable, Hashable {
    /// Begin to follow it.
    case follow(member: ID<Organisation>, verifierKey: String, address: String)
    /// Take in an event that was checked against its leaf.
    case receive(EventReceived, sealed: [String: String])
    /// Note a verified checkpoint.
    case verifyCheckpoint(size: Int64, root: String, provenThrough: Int64)
    /// Raise an alarm.
    case raise(Exchange.Alarm)
    /// Say that one looked into an alarm, which one, and what came of it.
    case acknowledge(Exchange.Alarm, reason: String)
}

extension Exchange {
    /// Decides a command.
    ///
    /// - Parameters:
    ///   - state: the exchange; `nil` for one not followed.
    ///   - command: what is asked.
    ///   - id: its id on this node, which following takes on.
    /// - Returns: what happens; nothing where the state is already as asked.
    /// - Throws: `Refusal` where the command contradicts what is known, or an alarm that nobody looked into forbids it.
    public static func decide(
        _ state: Exchange?,
        _ command: ExchangeCommand,
        id: ID<Exchange>
    ) throws(Refusal) -> [Act] {
        switch (state, command) {
        case (nil, .follow(let member, let verifierKey, let address)):
            return [
                Act(
                    ExchangeFollowed(member: member, verifierKey: verifierKey),
                    on: id,
                    sealed: ["address": address]
                )
            ]
        case (let exchange?, .follow(let member, let verifierKey, _)):
            guard exchange.member == member, exchange.verifierKey == verifierKey else {
                throw Refusal(
                    .conflict,
                    "exchange-changed",
                    "This exchange now answers with another key or member than when it was first followed. Compare "
                        + "the published key; to accept a new one, follow it in a fresh data folder."
                )
            }
            return []
        case (nil, _): throw Refusal(.notFound, "not-found", "This exchange is not followed.")
        case (let exchange?, .receive(let received, let sealed)):
            try exchange.requireGoing()
            return [Act(received, on: id, sealed: sealed)]
        case (let exchange?, .verifyCheckpoint(let size, let root, let provenThrough)):
            try exchange.requireGoing()
            let isNews = size > exchange.verifiedSize || provenThrough > exchange.provenThrough
            guard isNews || (exchange.alarm != nil && size == exchange.verifiedSize) else { return [] }
            guard size >= exchange.verifiedSize else {
                throw Refusal(.conflict, "checkpoint-older", "This checkpoint is older than one verified before.")
            }
            // A proof that was made stays made.
            let proven = max(provenThrough, exchange.provenThrough)
            return [Act(ExchangeCheckpointVerified(size: size, root: root, provenThrough: proven), on: id)]
        case (let exchange?, .raise(let alarm)):
            // What an operator looked into and is found again is news.
            let isKnown = exchange.alarm == alarm && !exchange.isAlarmAcknowledged
            return isKnown ? [] : [Act(ExchangeAlarmRaised(alarm: alarm), on: id)]
        case (let exchange?, .acknowledge(let alarm, let reason)):
            let reason = try Texts.required(reason, "reason")
            guard let standing = exchange.alarm else {
                throw Refusal(.conflict, "no-alarm", "No alarm stands about this exchange.")
            }
            guard standing == alarm else {
                throw Refusal(
                    .conflict,
                    "alarm-differs",
                    "The alarm that stands is \(standing.rawValue). Look into that one.",
                    pointer: "/alarm"
                )
            }
            return exchange.isAlarmAcknowledged
                ? [] : [Act(ExchangeAlarmAcknowledged(alarm: alarm), on: id, sealed: ["reason": reason])]
        }
    }

    private func requireGoing() throws(Refusal) {
        guard !isStopped else {
            throw Refusal(
                .conflict,
                "alarm-stands",
                "An alarm stands about this exchange; an administrator has to look into it and acknowledge it first."
            )
        }
    }

    /// The state after an event.
    public static func apply(_ state: Exchange?, _ event: JournalEvent) throws(ReplayError) -> Exchange {
        switch (state, event.type) {
        case (nil, ExchangeFollowed.type):
            let facts = try event.payload(ExchangeFollowed.self)
            return Exchange(
                id: ID(event.subject),
                member: facts.member,
                verifierKey: facts.verifierKey,
                followedAtPosition: event.position,
                received: 0,
                verifiedSize: 0,
                verifiedRoot: nil,
                provenThrough: event.position,
                alarm: nil,
                isAlarmAcknowledged: false
            )
        case (var exchange?, EventReceived.type):
            // What was shared before this member joined an agreement comes late, with lower positions.
            exchange.received = max(exchange.received, try event.payload(EventReceived.self).position + 1)
            return exchange
        case (var exchange?, ExchangeCheckpointVerified.type):
            let facts = try event.payload(ExchangeCheckpointVerified.self)
            exchange.verifiedSize = facts.size
            exchange.verifiedRoot = facts.root
            exchange.provenThrough = facts.provenThrough
            exchange.alarm = nil
            exchange.isAlarmAcknowledged = false
            return exchange
        case (var exchange?, ExchangeAlarmRaised.type):
            exchange.alarm = try event.payload(ExchangeAlarmRaised.self).alarm
            exchange.isAlarmAcknowledged = false
            return exchange
        case (var exchange?, ExchangeAlarmAcknowledged.type):
            _ = try event.payload(ExchangeAlarmAcknowledged.self)
            exchange.isAlarmAcknowledged = true
            return exchange
        default: throw ReplayError.unexpected(event, after: state)
        }
    }
}

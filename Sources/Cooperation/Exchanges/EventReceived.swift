import CanonicalJSON

/// An event of an exchange reached this node and was checked against its leaf.
public struct EventReceived: EventPayload {
    /// What happened: an event of the followed exchange arrived.
    public static let type = "exchange.eventReceived"

    /// The event as the exchange recorded it, as far as it was shown to this node.
    public struct Inner: Codable, Hashable, Sendable {
        /// What happened there.
        public let type: String
        /// The version of the facts' shape.
        public let version: Int
        /// The aggregate that it happened to.
        public let subject: Identifier
        /// When the exchange recorded it.
        public let time: Timestamp
        /// Who it was done for.
        public let organisation: ID<Organisation>
        /// Who did it.
        public let actor: Identifier
        /// The facts that were shown.
        public let facts: [String: JSONValue]

        /// Makes the inner event.
        public init(
            type: String,
            version: Int,
            subject: Identifier,
            time: Timestamp,
            organisation: ID<Organisation>,
            actor: Identifier,
            facts: [String: JSONValue]
        ) {
            self.type = type
            self.version = version
            self.subject = subject
            self.time = time
            self.organisation = organisation
            self.actor = actor
            self.facts = facts
        }
    }

    /// The place in the exchange's journal.
    public let position: Int64
    /// The hash of its leaf in the exchange's log, in lowercase hexadecimal; inclusion is proved for it later.
    public let leafHash: String
    /// The event.
    public let event: Inner

    /// Makes the payload.
    public init(position: Int64, leafHash: String, event: Inner) {
        self.position = position
        self.leafHash = leafHash
        self.event = event
    }
}

/// A shared node that this node follows, and how far its log was received and verified.
public struct Exchange: Aggregate {
    /// What exchanges are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// Why it is alarming; NULL while all is well.
        case alarm
    }

    /// What is wrong with an exchange.
    ///
    /// Nothing of it acts by itself while an alarm stands: until an operator looked into it *and* a checkpoint that agrees
    /// with all that was verified before was verified anew.
    public enum Alarm: String, Codable, CaseIterable, Sendable {
        /// A checkpoint contradicts an earlier one: its history was rewritten.
        case inconsistentCheckpoint
        /// A checkpoint is not signed by the key that was published.
        case wrongSigner
        /// An event does not hash to its leaf, came out of order, or came again with another leaf.
        case wrongLeaf
        /// An event was not in the log when it had to be, or the log does not reach any more as far as it did.
        case missingLeaf
    }

    /// The word in event types.
    public static let name = "exchange"

    /// Its id on this node.
    public let id: ID<Exchange>
    /// As which of its members this node follows it.
    public let member: ID<Organisation>
    /// The public key of its log, as a C2SP verifier key.
    public let verifierKey: String
    /// The position of the event that holds the sealed part `address`.
    public let followedAtPosition: Int64
    /// The highest position received, plus one.
    public internal(set) var received: Int64
    /// The size that the last verified checkpoint covers.
    public internal(set) var verifiedSize: Int64
    /// The root of the last verified checkpoint, in lowercase hexadecimal; `nil` before the first.
    public internal(set) var verifiedRoot: String?
    /// The position in this node's journal up to which received events were proved to be included.
    public internal(set) var provenThrough: Int64
    /// Why it is alarming.
    public internal(set) var alarm: Alarm?
    /// Whether an operator looked into the alarm, so that a checkpoint may prove that all is well again.
    public internal(set) var isAlarmAcknowledged: Bool

    /// Whether nothing more is taken from it before an operator looked into its alarm.
    public var isStopped: Bool { alarm != nil && !isAlarmAcknowledged }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .alarm: alarm.map { .text($0.rawValue) }
        }
    }

    /// Whether all that made something what it is was proved to be in this exchange's log, and the log is not in doubt.
    public func proves(_ thing: some Followable) -> Bool {
        alarm == nil && thing.origin?.exchange == id && thing.latestPosition <= provenThrough
    }
}

/// What may have come from an exchange that this node follows.
public protocol Followable: Aggregate {
    /// Where it is known from; `nil` for what was recorded here first.
    var origin: EventOrigin? { get }
    /// The position in this node's journal of its latest event that is not of this node's own making.
    var latestPosition: Int64 { get }
}

extension Organisation: Followable {}
extension Agreement: Followable {}
extension Bank: Followable {}
extension Signal: Followable {}
extension Instrument: Followable {}
extension ClockRule: Followable {}
extension Office: Followable {}
extension Officer: Followable {}

extension Exchange {
    /// What an exchange's events may be about.
    ///
    /// An event about anything else is left aside: no exchange gives this node a key, a case or a decision.
    public static let followedTypes: [any Followable.Type] = [
        Organisation.self, Agreement.self, Bank.self, Signal.self, Instrument.self, ClockRule.self, Office.self,
        Officer.self, Request.self, ThreatNotice.self,
    ]
}

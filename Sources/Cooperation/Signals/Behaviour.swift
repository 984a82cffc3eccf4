/// What known terrorist content does.
///
/// The order is that of urgency, most urgent first.
public enum Behaviour: String, Codable, CaseIterable, Sendable, Comparable {
    /// Announces or threatens an attack.
    case threat
    /// Shows the violence of an attack, to spread it.
    case graphicViolence
    /// Teaches how to attack, as bomb-making.
    case instruction
    /// Calls people to join.
    case recruitment
    /// Asks for or moves money.
    case financing
    /// Praises an attack or those who did it.
    case glorification

    /// Whether looking at it can harm whoever looks.
    public var isGraphic: Bool { self == .graphicViolence || self == .threat }

    /// Orders by urgency, most urgent first.
    public static func < (left: Behaviour, right: Behaviour) -> Bool { left.rank < right.rank }

    /// 0 for the most urgent.
    public var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}

/// What makes a request for data look forged, with the points that it adds.
///
/// A low score never spares the call-back.
public enum RiskFactor: String, Codable, CaseIterable, Sendable, Comparable {
    /// This officer never asked here before.
    case newOfficer
    /// The key is younger than thirty days.
    case newKey
    /// It came outside of the office's hours.
    case offHours
    /// The same target was asked of other members within seven days.
    case sameTargetElsewhere
    /// The target is a journalist, a defender of rights, a minor or a public figure.
    case protectedTarget
    /// The law that is quoted is not one of the office's country.
    case foreignLaw
    /// The address of who asks is a free or look-alike one, or that of a member that the others suspended or restricted, in
    /// another's name.
    case doubtfulAddress
    /// A request was found to be forged that bore the name or a key of this office, also after this one came, and nobody
    /// vouched for the office in between.
    case officeMisused
    /// The call-back failed or was refused.
    case callBackFailed
    /// It asks for what was said.
    case contentAsked
    /// A document looks altered.
    case alteredDocument
    /// No supervisor signed.
    case noSupervisor
    /// It came from a device, network or country that is new for this office.
    case newPlace
    /// It presses for speed, or says that there is no time for the usual way, as a person found who read it.
    ///
    /// What a genuine emergency has to say of itself says so too: this is for what presses beyond that, as against calling back.
    /// The reference names it beside the others and gives it no points; five are the fewest that it gives to anything.
    case urgentWords
    /// It names a target that belongs to nobody, as somebody of this organisation registered it.
    case canaryTarget

    /// From which score on counsel's lead looks at it.
    public static let leadScore = 40
    /// From which score on nothing goes out any more until a lead clears it.
    public static let lockScore = 70

    /// The points.
    public var points: Int {
        switch self {
        case .newOfficer, .newPlace: 15
        case .newKey, .sameTargetElsewhere: 10
        case .offHours, .urgentWords: 5
        case .protectedTarget, .foreignLaw, .noSupervisor: 20
        case .doubtfulAddress, .officeMisused: 40
        case .callBackFailed: 60
        case .contentAsked: 25
        case .alteredDocument: 30
        // Alone enough: nobody has a lawful reason to ask about it.
        case .canaryTarget: 100
        }
    }

    /// The score of some factors, at most 100.
    public static func score(_ factors: some Sequence<RiskFactor>) -> Int {
        min(100, Set(factors).reduce(0) { $0 + $1.points })
    }

    /// Orders by points, the heaviest first.
    public static func < (left: RiskFactor, right: RiskFactor) -> Bool {
        (right.points, left.rawValue) < (left.points, right.rawValue)
    }
}

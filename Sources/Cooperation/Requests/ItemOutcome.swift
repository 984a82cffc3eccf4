/// What a platform answers about one item.
public enum ItemOutcome: String, Codable, CaseIterable, Sendable {
    /// Done as asked.
    case complied
    /// Done in the issuing country alone.
    case compliedInCountry
    /// Done in part.
    case compliedInPart
    /// Something is missing; the authority is asked.
    case clarificationAsked
    /// Still being looked at; another answer follows.
    case underReview
    /// Refused: the request is not in the form that the law asks for.
    case refusedForm
    /// Refused: it is not about terrorist content, or not for this channel.
    case refusedScope
    /// Refused: what was asked would violate rights.
    case refusedRights
    /// Can't be done, for technical reasons or because of force majeure.
    case impossible
    /// Brought before a court.
    case challenged
    /// To be asked for through mutual legal assistance.
    case redirected
    /// Weighed; nothing more is told, whether or not anybody asked for anything else.
    case weighed

    /// Whether the platform did what was asked, at least in part.
    public var isCompliance: Bool { self == .complied || self == .compliedInCountry || self == .compliedInPart }

    /// Whether the platform said no.
    public var isRefusal: Bool { self == .refusedForm || self == .refusedScope || self == .refusedRights }

    /// Whether it follows from a proportionality assessment, which is recorded before.
    ///
    /// Who refuses for rights, or goes to court, has weighed them too; what was found stays for whoever is asked about the same.
    public var restsOnWeighing: Bool {
        isCompliance || self == .refusedRights || self == .challenged || self == .weighed
    }

    /// Whether nothing more is to come.
    public var isFinal: Bool { self != .underReview && self != .clarificationAsked }

    /// The reasons that are told with it, whoever asks and whatever anybody else asked; `nil` where they are written each time.
    ///
    /// Whoever reads them must not be able to tell whether another authority asked about the same.
    public var fixedReasons: String? {
        switch self {
        case .underReview: "This is being looked at; another answer follows."
        case .weighed: "This was weighed. Nothing more is told, whether or not anybody asked for anything else."
        default: nil
        }
    }

    /// Which outcomes a platform may give to a kind of request.
    ///
    /// A demand to weaken encryption is refused, whoever asks; what comes of asking that content stays up is told to nobody.
    public static func allowed(for kind: RequestKind) -> Set<ItemOutcome> {
        switch kind {
        case .weakenEncryption: [.refusedRights]
        case .stayUp: [.weighed, .refusedForm, .refusedScope]
        case .referral, .removalOrder: Set(allCases).subtracting([.weighed])
        case .preservation, .disclosure, .emergencyDisclosure:
            Set(allCases).subtracting([.weighed, .compliedInCountry])
        }
    }
}

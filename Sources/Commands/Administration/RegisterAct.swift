import Cooperation
import Services

/// What can be done to the register of mandates.
enum RegisterAct: Sendable {
    case enterOffice(Node.NewOffice)
    case changeOffice(ID<Office>, Node.ChangedOffice)
    case setWarning(ID<Office>, order: Int?, law: String?, source: String?)
    case vouchForOffice(ID<Office>, how: String)
    case revokeOffice(ID<Office>, reason: String)
    case enterOfficer(ID<Person>, at: ID<Office>, OfficerRank, OfficerTexts)
    case changeRank(ID<Officer>, OfficerRank)
    case vouchForOfficer(ID<Officer>, how: String)
    case leave(ID<Officer>, reason: String?)
    case addKey(ID<Officer>, OfficerKeyEntry)
    case vouchForKey(ID<Officer>, key: String, how: String)
    case revokeKey(ID<Officer>, key: String, OfficerKey.Revocation, reason: String)

    /// What whoever does it must be permitted to do.
    var permission: Permission {
        switch self {
        case .enterOffice, .changeOffice, .setWarning, .revokeOffice, .enterOfficer, .changeRank, .leave: .keepRegister
        case .vouchForOffice, .vouchForOfficer, .vouchForKey: .vouchForMandates
        case .addKey, .revokeKey: .keepOfficerKeys
        }
    }

    /// How what it is done to is printed.
    var listing: Listing {
        switch self {
        case .enterOffice, .changeOffice, .setWarning, .vouchForOffice, .revokeOffice: .offices
        case .enterOfficer, .changeRank, .vouchForOfficer, .leave, .addKey, .vouchForKey, .revokeKey: .officers
        }
    }
}

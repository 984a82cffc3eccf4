import CanonicalJSON
import Cooperation
import Services

/// What can be done to one row of the registries of law: an instrument, or a rule by which clocks run.
enum LawAct: Sendable {
    /// As POST /v1/instruments takes it.
    case proposeInstrument(JSONValue)
    case adoptInstrument(ID<Instrument>)
    case confirmInstrument(ID<Instrument>, on: CivilDate, confirmation: String)
    case retireInstrument(ID<Instrument>, reason: String)
    /// As POST /v1/clocks/rules takes it.
    case proposeRule(JSONValue)
    case adoptRule(ID<ClockRule>)
    case confirmRule(ID<ClockRule>, on: CivilDate, by: String)
    case retireRule(ID<ClockRule>)

    /// What whoever does it must be permitted to do.
    var permission: Permission {
        switch self {
        case .proposeInstrument, .adoptInstrument, .confirmInstrument, .retireInstrument: .keepInstruments
        case .proposeRule, .adoptRule, .confirmRule, .retireRule: .keepClockRules
        }
    }

    /// How what it is done to is printed.
    var listing: Listing {
        switch self {
        case .proposeInstrument, .adoptInstrument, .confirmInstrument, .retireInstrument: .instruments
        case .proposeRule, .adoptRule, .confirmRule, .retireRule: .clockRules
        }
    }
}

import Cooperation

/// What is asked of threat alerts, as the commands put it.
enum ThreatAct: Sendable {
    /// List one's own.
    case list
    /// Show one of one's own.
    case show(ID<ThreatAlert>)
    /// Count them.
    case figures
    /// List the offices of a country that one could go to.
    case recipients(country: String)
    /// Flag a threat.
    case raise(NewThreat)
    /// Approve one.
    case approve(ID<ThreatAlert>)
    /// Let go out what was withheld.
    case release(ID<ThreatAlert>)
    /// Note dangers.
    case danger(ID<ThreatAlert>, [Danger], note: String)
    /// Agree as counsel.
    case agree(ID<ThreatAlert>, text: String)
    /// Name another office.
    case redirect(ID<ThreatAlert>, to: ID<Office>, choice: String)
    /// Take one back.
    case withdraw(ID<ThreatAlert>, reason: String)
    /// Note a telephone call, and whether a person was reached.
    case call(ID<ThreatAlert>, note: String, isReached: Bool)
    /// List those that were sent to one's authority, or that one sent.
    case inbox
    /// Show one of these, with what was sent.
    case received(ID<ThreatNotice>)
    /// Acknowledge one.
    case acknowledge(ID<ThreatNotice>)
    /// Report what became of one.
    case report(ID<ThreatNotice>, ThreatOutcome, note: String?)
}

/// A threat as it is flagged by a command.
struct NewThreat: Sendable {
    let level: ThreatLevel
    let office: ID<Office>?
    let country: String?
    let seenAt: Timestamp
    let what: String
    let why: String
    let identifiers: [String]
    let choice: String?
    let dangers: [Danger]
    let startedFrom: ID<Case>?
    let startedFromRequest: ID<Assessment>?
    let isExercise: Bool
}

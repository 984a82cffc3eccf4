/// What can be asked of an assessment.
public enum AssessmentCommand: Sendable, Hashable {
    /// Open it for a request that came; with what a program could see of it, and by what the agency is known.
    case open(AssessmentOpened, Agency = Agency())
    /// Take it.
    case assign(ID<Person>)
    /// Note how it was made sure who asks; with which number was called where the register has none.
    case checkIdentity(
        IdentityCheck.Method,
        IdentityCheck.Result,
        note: String,
        by: ID<Person>?,
        called: IdentityCheck.Called? = nil
    )
    /// Lock it: it looks forged.
    case lock(factors: [RiskFactor], note: String)
    /// Unlock it, by another person than who worked on it.
    case unlock(note: String, by: ID<Person>)
    /// Note what the form lacks.
    case checkForm(defects: [FormDefect], factors: [RiskFactor], note: String?)
    /// Weigh it; where the answer is out, note whose authorisation was seen alone.
    case weigh(Proportionality, Proportionality.Notes)
    /// Note that somebody may be in danger, in whatever state it is as long as anything may still go out.
    case noteDangers([Danger], note: String)
    /// Make its items known to later requests about the same; with the keyed hash of each. The node asks this by itself.
    case mark([String])
    /// Confirm that what may be removed is kept, sealed, so long; with why, where that is for less than was said before.
    case preserve(until: Timestamp, reasons: String? = nil)
    /// Ask an independent adviser, who has an account here for this alone.
    case askAdviser(ID<Person>)
    /// Agree, as counsel or as the adviser, to a disclosure in spite of a danger, or don't.
    case judgeDanger(agrees: Bool, reasons: String, role: Role, by: ID<Person>)
    /// Write an answer; with whether the agency owes a formal request since an earlier emergency.
    case propose(AnswerProposal, by: ID<Person>, isAgencyFrozen: Bool)
    /// Agree to the answer of another person.
    case approve(by: ID<Person>)
    /// Don't, with reasons.
    case sendBack(reasons: String, by: ID<Person>)
    /// Answer some items anew, because the exchange refused for good what was answered; with the words that it refused.
    case reopen(items: Set<Int>, refused: [ID<Dispatch>], by: ID<Person>)
    /// Say, in an emergency, why the data that went out were not enough, before those of a further category do.
    case widen(DataCategory, reasons: String, by: ID<Person>)
    /// Note that data of a category go out, encrypted.
    case disclose(DataCategory, sealedFile: String)
    /// Confirm a measure before it ends by itself.
    case confirmMeasure(reasons: String, by: ID<Person>)
    /// Undo what was done about an item, because it was wrong.
    case reverse(item: Int, reasons: String, by: ID<Person>)
    /// Say, as another person than who locked it, that it is forged: somebody used the name or the key of who seems to ask.
    case findForged(note: String, by: ID<Person>)
    /// Take that back, as another person than who found it.
    case takeForgeryBack(reasons: String, by: ID<Person>)
    /// Do what the end of a clock's time states: end a measure, note that the formal request is missing. The node asks this
    /// by itself when a clock expires.
    case expire(ClockTerms.Consequence)
    /// Note that the formal request came; with what came, where it is not recorded here.
    case noteFormal(ID<Request>?, note: String, by: ID<Person>)
    /// Note that nobody told the person concerned in time. The node asks this by itself.
    case noteNoticeOverdue
    /// Note that the person concerned was told.
    case notePersonTold
    /// Note that the request was taken back.
    case close
    /// Keep the scan of the paper on which it came; with its SHA-256 in lowercase hexadecimal and its length in bytes.
    case keepScan(sha256: String, bytes: Int)
    /// Note that a person was handed the scan.
    case noteScanRead(by: ID<Person>)
    /// Erase the scan before its time.
    case eraseScan(reason: String)
    /// Erase the scan whose time is over.
    case expireScan

    /// Who says it, as far as the command names them.
    var person: ID<Person>? {
        switch self {
        case .assign(let person): person
        case .checkIdentity(_, _, _, let person, _): person
        case .unlock(_, let person), .approve(let person), .sendBack(_, let person), .confirmMeasure(_, let person),
            .propose(_, let person, _), .judgeDanger(_, _, _, let person), .noteFormal(_, _, let person),
            .reopen(_, _, let person), .findForged(_, let person), .reverse(_, _, let person), .widen(_, _, let person),
            .takeForgeryBack(_, let person):
            person
        default: nil
        }
    }

    /// Whether it is work on the request, of which the independent adviser does none: they judge, and may stop it.
    var isWork: Bool {
        switch self {
        case .open, .judgeDanger, .noteDangers, .lock, .askAdviser, .mark, .expire, .expireScan, .noteScanRead,
            .noteNoticeOverdue, .close:
            false
        default: true
        }
    }
}

/// Until when what follows from an answer or from a paper lasts, as the clock registry has it; `nil` where it has no rule for
/// it.
public struct AnswerDeadlines: Sendable, Hashable {
    /// When a temporary measure ends.
    public var measureEndsAt: Timestamp?
    /// By when the formal request has to be here after an emergency.
    public var formalDueAt: Timestamp?
    /// By when the person concerned is told after an emergency.
    public var noticeDueAt: Timestamp?
    /// By when the person concerned is told of any other answer; at once where there is no rule.
    public var tellingDueAt: Timestamp?
    /// Until when what may be removed, and the paper that asked for it, is kept.
    public var keptUntil: Timestamp?

    /// Makes deadlines.
    public init(
        measureEndsAt: Timestamp? = nil,
        formalDueAt: Timestamp? = nil,
        noticeDueAt: Timestamp? = nil,
        tellingDueAt: Timestamp? = nil,
        keptUntil: Timestamp? = nil
    ) {
        self.measureEndsAt = measureEndsAt
        self.formalDueAt = formalDueAt
        self.noticeDueAt = noticeDueAt
        self.tellingDueAt = tellingDueAt
        self.keptUntil = keptUntil
    }
}

/// An answer as a person proposes it.
public struct AnswerProposal: Sendable, Hashable {
    /// The answer about each item.
    public let items: [RequestAnswer.Item]
    /// Where measures have effect.
    public let territory: Territory
    /// Whether measures end by themselves unless somebody confirms them.
    public let isTemporary: Bool

    /// Makes a proposal.
    public init(
        items: [RequestAnswer.Item],
        territory: Territory,
        isTemporary: Bool
    ) {
        self.items = items
        self.territory = territory
        self.isTemporary = isTemporary
    }
}

/// What can be asked of an assessment.
public enum AssessmentCommand: Sendable, Hashable {
    /// Open it for a request that came; with what a program could see of it.
    case open(AssessmentOpened)
    /// Take it.
    case assign(ID<Person>)
    /// Note how it was made sure who asks.
    case checkIdentity(IdentityCheck.Method, IdentityCheck.Result, note: String, by: ID<Person>?)
    /// Lock it: it looks forged.
    case lock(factors: [RiskFactor], note: String)
    /// Unlock it, by another person than who worked on it.
    case unlock(note: String, by: ID<Person>)
    /// Note what the form lacks.
    case checkForm(defects: [FormDefect], factors: [RiskFactor], note: String?)
    /// Weigh it.
    case weigh(Proportionality, Proportionality.Notes)
    /// Confirm that what may be removed is kept, sealed, so long.
    case preserve(until: Timestamp)
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
    /// Note that data of a category go out, encrypted.
    case disclose(DataCategory, sealedFile: String)
    /// Confirm a measure before it ends by itself.
    case confirmMeasure(reasons: String, by: ID<Person>)
    /// Do what the time asks for: end a measure, note that the formal request is missing. The node asks this by itself.
    case tick
    /// Note that the formal request came.
    case noteFormal(ID<Request>?)
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

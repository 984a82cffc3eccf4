/// What can be asked of a case.
public enum CaseCommand: Sendable, Hashable {
    /// Open one for content that matched.
    case open(CaseOpening)
    /// Add what matched since.
    case join([Match])
    /// Let a person work on it for so long, or longer where they do already.
    case assign(ID<Person>, lockTime: Seconds)
    /// Leave it to others.
    case skip(CaseSkip)
    /// Give it back to the queue.
    case release
    /// Note a decision by a person, or, on a case that nobody has touched, by the rule that allows acting without one.
    ///
    /// `answerDueAt` says by when the platform has to answer; `nil` where nothing is awaited.
    case decide(ID<Decision>, by: ID<Person>?, answerDueAt: Timestamp? = nil)
    /// Note that its decision was carried out or undone, or needed nothing to be done.
    case close(ID<Decision>)
    /// Bring it back to the queue, because of what became of its decision.
    case returnToQueue(CaseReturned.Cause, ID<Decision>)
    /// Note that its texts and those of its decisions are erased, where nobody is awaited who needs them.
    case erase(awaiting: Awaited?)

    /// Who still has a word to say about a decision on a case.
    public enum Awaited: Sendable, Hashable {
        /// The platform, that it did or undid what was decided.
        case platform
        /// A second person, whether an account is closed.
        case secondPerson
    }
}

/// What a check tells when it opens a case.
public struct CaseOpening: Sendable, Hashable {
    /// The keyed hash of what the content is known by.
    public let contentKey: String
    /// The keyed hash of the account.
    public let accountKey: String?
    /// What the check knew about the content that names nobody.
    public let context: CaseContext
    /// The platform's own reference.
    public let reference: String?
    /// Where the content is.
    public let link: String?
    /// Where a picture of it is.
    public let thumbnail: String?
    /// The account, as the platform names it.
    public let account: String?
    /// Why it is opened.
    public let matches: [Match]

    /// Makes an opening.
    public init(
        contentKey: String,
        accountKey: String?,
        context: CaseContext,
        reference: String?,
        link: String?,
        thumbnail: String? = nil,
        account: String?,
        matches: [Match]
    ) {
        self.contentKey = contentKey
        self.accountKey = accountKey
        self.context = context
        self.reference = reference
        self.link = link
        self.thumbnail = thumbnail
        self.account = account
        self.matches = matches
    }
}

/// That a person leaves a case to others.
public struct CaseSkip: Sendable, Hashable {
    /// Who.
    public let person: ID<Person>
    /// Why; needed the first time only.
    public let reason: SkipReason?
    /// More about it, in the person's words.
    public let note: String?

    /// Makes a skip.
    public init(person: ID<Person>, reason: SkipReason?, note: String? = nil) {
        self.person = person
        self.reason = reason
        self.note = note
    }
}

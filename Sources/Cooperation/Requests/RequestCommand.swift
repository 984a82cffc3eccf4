/// What can be asked of a request.
public enum RequestCommand: Sendable, Hashable {
    /// File one: its signed text and who signed, or what came on paper.
    case file(RequestFiling)
    /// Make a link for the guest whom it addresses.
    case inviteGuest(tokenHash: String, expiresAt: Timestamp)
    /// The addressee's node has it.
    case acknowledge(dispatch: ID<Dispatch>?)
    /// The addressee says why the clock stands.
    case stopClock(ClockTerms.StopReason, note: String, dispatch: ID<Dispatch>?)
    /// The authority mends what made the clock stand; with the time that is due then.
    case clarify(note: String, dueAt: Timestamp?, dispatch: ID<Dispatch>? = nil)
    /// The addressee lets the clock go on; with the time that is due then.
    case resumeClock(dueAt: Timestamp?, dispatch: ID<Dispatch>?)
    /// The time of a first order begins; with the time that is due then. The node asks this by itself.
    case endWait(dueAt: Timestamp?)
    /// The addressee answers each item.
    case answer(RequestAnswer)
    /// The addressee undid what it had done about an item: it was wrong, or its time was over.
    case reverse(item: Int, reasons: String, isMistake: Bool = false, dispatch: ID<Dispatch>?)
    /// The addressee told the person concerned.
    case notePersonTold(dispatch: ID<Dispatch>?)
    /// The addressee found that it is forged.
    case noteForged(dispatch: ID<Dispatch>?)
    /// The addressee found that it is not.
    case noteForgeryTakenBack(dispatch: ID<Dispatch>?)
    /// The addressee hands data over, encrypted to the authority's key; with the file in Base64.
    case disclose(DataCategory, sha256: String, file: String, dispatch: ID<Dispatch>?)
    /// The addressee says that it handed data over outside of any node, and how, to somebody who asked on paper; with the
    /// SHA-256 of the file, and when that was where it was not now.
    case noteDisclosure(DataCategory, sha256: String, note: String, handedAt: Timestamp? = nil)
    /// The node looked, for the authority, whether an item is still up.
    case noteLook(item: Int, ItemLook)
    /// The authority takes it back.
    case withdraw(reason: String, dispatch: ID<Dispatch>? = nil)
    /// Note that the time was over without an answer; the node asks this by itself.
    case noteUnanswered
}

/// A request as it is filed.
public struct RequestFiling: Sendable, Hashable {
    /// What the events say.
    public let facts: RequestFiled
    /// The items with their texts.
    public let items: [RequestItem]
    /// For each item the keyed hash by which others about the same are found.
    public let itemKeys: [String]
    /// The sealed parts of `request.filed`.
    public let sealed: [String: String?]
    /// Whether it is taken; else the code of the refusal at the door.
    public let turnedAwayFor: String?
    /// Until when an answer is due.
    public let dueAt: Timestamp?
    /// Whether the same target was asked of other members lately.
    public let sameTargetElsewhere: Bool
    /// When it came to the platform, where that was before it is recorded.
    public let receivedAt: Timestamp?
    /// When its time begins, where it is a first order that has to wait.
    public let waitsUntil: Timestamp?

    /// Makes a filing.
    public init(
        facts: RequestFiled,
        items: [RequestItem],
        itemKeys: [String],
        sealed: [String: String?],
        turnedAwayFor: String? = nil,
        dueAt: Timestamp?,
        sameTargetElsewhere: Bool = false,
        receivedAt: Timestamp? = nil,
        waitsUntil: Timestamp? = nil
    ) {
        self.facts = facts
        self.items = items
        self.itemKeys = itemKeys
        self.sealed = sealed
        self.turnedAwayFor = turnedAwayFor
        self.dueAt = dueAt
        self.sameTargetElsewhere = sameTargetElsewhere
        self.receivedAt = receivedAt
        self.waitsUntil = waitsUntil
    }
}

/// An addressee's answer to the items of a request.
public struct RequestAnswer: Sendable, Hashable {
    /// The answer about one item.
    public struct Item: Codable, Sendable, Hashable {
        /// Which item.
        public let number: Int
        /// The outcome.
        public let outcome: ItemOutcome
        /// The reasons.
        public let reasons: String

        /// Makes an answer about an item.
        public init(number: Int, outcome: ItemOutcome, reasons: String) {
            self.number = number
            self.outcome = outcome
            self.reasons = reasons
        }
    }

    /// The answers about each item, or about those that were answered for the time being.
    public let items: [Item]
    /// The statement that the addressee signed; `nil` where nobody signed.
    public let signed: String?
    /// The dispatch that told it.
    public let dispatch: ID<Dispatch>?
    /// Whether somebody is concerned whose speech is protected.
    public let concernsProtectedRole: Bool
    /// How it was given; `nil` where the addressee gave it itself.
    public let channel: AnswerChannel?
    /// Until when what was removed is kept, sealed; asked of a guest, whose node nobody sees.
    public let keptUntil: Timestamp?
    /// Until when it has to be kept at the least; `nil` where no rule says so.
    public let leastKept: Timestamp?

    /// Makes an answer.
    public init(
        items: [Item],
        signed: String?,
        dispatch: ID<Dispatch>? = nil,
        concernsProtectedRole: Bool = false,
        channel: AnswerChannel? = nil,
        keptUntil: Timestamp? = nil,
        leastKept: Timestamp? = nil
    ) {
        self.items = items
        self.channel = channel
        self.keptUntil = keptUntil
        self.leastKept = leastKept
        self.concernsProtectedRole = concernsProtectedRole
        self.signed = signed
        self.dispatch = dispatch
    }
}

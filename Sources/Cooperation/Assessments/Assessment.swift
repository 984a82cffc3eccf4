/// What an addressee makes of a request: checks, findings, approvals.
///
/// It lives on its own node and never leaves it.
///
/// There is one for each request, under the same id.
public struct Assessment: Aggregate {
    /// What assessments are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// `State`.
        case state
        /// `RequestKind`.
        case kind
        /// When it was opened, in microseconds.
        case openedAt
        /// Who works on it; NULL for nobody.
        case assignee
        /// 1 for an exercise.
        case isExercise
        /// Who asks; NULL for somebody who is no member.
        case authority
        /// The independent adviser who was asked; NULL for nobody.
        case adviser
        /// When its scan is to be erased, in microseconds; NULL while it is kept.
        case scanDueAt
        /// By when the person concerned has to be told, in microseconds; NULL where that is done, not due, or noted as missed.
        case noticeDueAt
    }

    /// Where an assessment is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Somebody has to look.
        case open
        /// It looks forged; nothing goes out.
        case locked
        /// An answer is written and waits for another person.
        case proposed
        /// The answer is out.
        case answered
        /// The request was taken back, or its time is over and nothing is left to do.
        case closed
    }

    /// An answer that waits for approval, as far as facts know it.
    public struct Proposal: Codable, Hashable, Sendable {
        /// What is answered about each item.
        public let outcomes: [ItemFact]
        /// Where measures have effect.
        public let territory: Territory
        /// Whether measures end by themselves unless somebody confirms them.
        public let isTemporary: Bool
        /// Who wrote it.
        public let by: ID<Person>
        /// Who else has to agree.
        public let needsSecondPerson: Bool
        /// The position of the event that holds the sealed part `reasons`: the reasons of all items, in JSON.
        public let position: Int64
    }

    /// The outcome of one item.
    public struct ItemFact: Codable, Hashable, Sendable {
        /// Which item.
        public let number: Int
        /// The outcome.
        public let outcome: ItemOutcome

        /// Makes a fact.
        public init(number: Int, outcome: ItemOutcome) {
            self.number = number
            self.outcome = outcome
        }
    }

    /// What somebody said about a disclosure in spite of a danger.
    public struct DangerJudgement: Codable, Hashable, Sendable {
        /// As what.
        public let role: Role
        /// Who.
        public let by: ID<Person>
        /// Whether they agree.
        public let agrees: Bool
    }

    /// Data of one category that were disclosed.
    public struct Disclosed: Codable, Hashable, Sendable {
        /// Which.
        public let category: DataCategory
        /// The SHA-256 of the encrypted file, in lowercase hexadecimal.
        public let sealedFile: String
        /// Who handed them over.
        public let by: ID<Person>
        /// When.
        public let at: Timestamp
    }

    /// That somebody said why the data that went out in an emergency were not enough.
    public struct Widened: Codable, Hashable, Sendable {
        /// Which data are to go out as well.
        public let category: DataCategory
        /// Who said it.
        public let by: ID<Person>
        /// When.
        public let at: Timestamp
        /// The position of the event that holds the sealed part `reasons`.
        public let position: Int64
    }

    /// A measure that ends by itself.
    public struct Measure: Codable, Hashable, Sendable {
        /// Which items.
        public internal(set) var items: [Int]
        /// When it ends unless somebody confirms it.
        public let endsAt: Timestamp
        /// Who wrote the answers by which it was done.
        public let writers: [ID<Person>]
        /// Whether another person had to agree to one of them.
        public let neededSecondPerson: Bool
    }

    /// An answer about one item to which another person had to agree.
    public struct AgreedAnswer: Codable, Hashable, Sendable {
        /// Which item.
        public let number: Int
        /// Who wrote it.
        public let writer: ID<Person>
    }

    /// The scan of the paper on which a request came, as far as facts know it.
    public struct Scan: Codable, Hashable, Sendable {
        /// The SHA-256 of the scan as it came, in lowercase hexadecimal.
        public let sha256: String
        /// How long it is, in bytes.
        public let bytes: Int
        /// Until when at least it is kept.
        public let keptUntil: Timestamp
        /// Whether it was erased.
        public internal(set) var isErased: Bool
    }

    /// That somebody found that it is genuine in spite of its risk score.
    public struct Clearing: Codable, Hashable, Sendable {
        /// Who.
        public let by: ID<Person>
        /// The position of the event that says so in this node's journal: what stands after it was not known then.
        public let position: Int64
    }

    /// The word in event types.
    public static let name = "assessment"
    /// Some are for practice.
    public static let hasExercises = true
    /// How long a scan may be, in bytes.
    public static let scanBytesMax = 32 << 20
    /// The scope of the lookup key by which assessments are found whose formal request did not come.
    public static let frozenScope = "frozen"

    /// Its id: the request's.
    public let id: ID<Assessment>
    /// What the request is, as it was when it came.
    public let opening: AssessmentOpened
    /// When it was opened.
    public let openedAt: Timestamp
    /// Where it is in its life.
    public internal(set) var state: State
    /// Who works on it.
    public internal(set) var assignee: ID<Person>?
    /// How it was made sure who asks, in order.
    public internal(set) var identityChecks: [IdentityCheck]
    /// The position in this node's journal of the latest call by which who asks was confirmed; `nil` for none, and where what
    /// came to be known since lets it count no more.
    public internal(set) var calledBackAtPosition: Int64?
    /// The risk factors that people saw.
    public internal(set) var seenFactors: [RiskFactor]
    /// That somebody found that it is genuine in spite of its risk score; `nil` while nobody did.
    public internal(set) var clearing: Clearing?
    /// Who locked it last; `nil` once it was cleared, and nobody's denial stands of what was found forged and taken back.
    public internal(set) var lockedBy: ID<Person>?
    /// When it was found to be forged; `nil` where it was not.
    public internal(set) var foundForgedAt: Timestamp?
    /// Who found that, and what it ended; `nil` where nobody did.
    public internal(set) var forgery: Forgery?
    /// That this was taken back, the latest time; `nil` where it was not, or where it was found forged anew.
    public internal(set) var forgeryTakenBack: ForgeryTakenBack?
    /// What the request lacks; `nil` while nobody looked.
    public internal(set) var defects: [FormDefect]?
    /// Whether it is proportionate; `nil` while nobody looked.
    public internal(set) var proportionality: Proportionality?
    /// Who noted last, after an answer that complies was out, whose authorisation was seen; `nil` where nobody did, and once
    /// another person handed over data, or two people answered on it.
    public internal(set) var authorisationNotedBy: ID<Person>?
    /// Why somebody may be in danger, as any finding said: what was seen once is not unseen by writing another.
    public internal(set) var dangers: [Danger]
    /// Whose speech is concerned, as any finding said.
    public internal(set) var protectedRoles: [ProtectedRole]
    /// Until when what may be removed is kept sealed; `nil` while nobody confirmed that it is.
    public internal(set) var preservedUntil: Timestamp?
    /// When that was confirmed first, since when it is kept without a break; `nil` while nobody did.
    public internal(set) var preservedSince: Timestamp?
    /// Who confirmed that last; `nil` while nobody did.
    public internal(set) var preservedBy: ID<Person>?
    /// What counsel and the adviser said about a disclosure in spite of a danger, the latest of each person.
    ///
    /// Who agreed, agreed to what was known then, and is asked anew where more is found; who did not, has to be asked to.
    public internal(set) var dangerJudgements: [DangerJudgement]
    /// The independent adviser who was asked.
    public internal(set) var adviser: ID<Person>?
    /// Who did any of the work on it, of which the adviser has to be independent.
    public internal(set) var workers: [ID<Person>]
    /// The adviser who judged; nobody takes their place any more, so that no other word is looked for.
    public internal(set) var judgedAdviser: ID<Person>?
    /// Whether its items can be found by a later request about the same.
    public internal(set) var isMarked: Bool
    /// The answer that waits for another person.
    public internal(set) var proposal: Proposal?
    /// What was answered about each item last, in order of number.
    public internal(set) var outcomes: [ItemFact]
    /// What was disclosed.
    public internal(set) var disclosed: [Disclosed]
    /// Who said, in an emergency, why less was not enough, in order; `nil` for nobody.
    public internal(set) var widened: [Widened]?
    /// The measure that ends by itself.
    public internal(set) var measure: Measure?
    /// By when the formal request has to be here after an emergency; `nil` where none is due.
    public internal(set) var formalDueAt: Timestamp?
    /// Whether the formal request did not come in time.
    public internal(set) var isFormalMissed: Bool
    /// By when the person concerned has to be told; `nil` where that is done or not due.
    public internal(set) var noticeDueAt: Timestamp?
    /// Since when it is noted that this time is over and nobody told them; `nil` while it is not.
    public internal(set) var noticeOverdueSince: Timestamp?
    /// Who wrote and who approved what was answered, in order; `nil` before the first answer.
    public internal(set) var answerers: [ID<Person>]?
    /// Who wrote and who approved the latest answer that complies, in order; `nil` while none does.
    public internal(set) var compliers: [ID<Person>]?
    /// When that was out; `nil` while none does.
    public internal(set) var compliedAt: Timestamp?
    /// Who wrote what was answered last about an item, where another person had to agree to that, in order of number; `nil` for
    /// none.
    public internal(set) var agreedAnswers: [AgreedAnswer]?
    /// The items about which something was done that is undone, in order; `nil` for none ever.
    public internal(set) var reversed: [Int]?
    /// The words that an exchange refused, and whose items are answered anew; `nil` for none.
    public internal(set) var reopenedFor: [ID<Dispatch>]?
    /// The position of the latest finding's event, which holds the sealed parts `legalBasis` and `reasons`.
    public internal(set) var assessedAtPosition: Int64?

    /// The scan of the paper on which it came; `nil` where none was kept.
    public internal(set) var scan: Scan?

    /// What is asked.
    public var kind: RequestKind { opening.kind }

    /// Who found that it is genuine in spite of its risk score; `nil` while nobody did.
    public var clearedBy: ID<Person>? { clearing?.by }

    /// All risk factors, the heaviest first.
    public var factors: [RiskFactor] {
        var all = Set(opening.factors + seenFactors)
        if identityChecks.contains(where: { $0.method == .callBack && $0.result != .confirmed }),
            !isCalledBack
        {
            all.insert(.callBackFailed)
        }
        // Whoever looks finds more than the register says: data about a journalist are worth a second look.
        if kind.asksData, !protectedRoles.isEmpty { all.insert(.protectedTarget) }
        return all.sorted()
    }

    /// The risk score, 0 to 100.
    public var riskScore: Int { RiskFactor.score(factors) }

    /// Whether a person called back and was confirmed; the latest call counts, and none against a denial that stands.
    public var isCalledBack: Bool {
        standingDenial == nil && calledBackAtPosition != nil
            && identityChecks.last { $0.method == .callBack }?.result == .confirmed
    }

    /// Where somebody was reached who denied it: that check, until others look at it.
    ///
    /// Another person than who was told so has to call and be confirmed, and yet another one to clear it; whoever was told
    /// so is not talked into calling until somebody says yes.
    public var standingDenial: IdentityCheck? {
        guard let latest = denials.last else { return nil }
        return isConfirmedAfterDenial && clearedBy != nil ? nil : latest
    }

    /// Whether it needs no signature, or bears one that this node's program verified when it came.
    ///
    /// A signature that does not hold may hide that somebody on its way put another key for the data into it.
    public var isSignatureSound: Bool {
        opening.isSigned != true
            || identityChecks.contains { $0.method == .signature && $0.result == .confirmed && $0.by == nil }
    }

    /// Whether only a call to the register's number makes sure who asks.
    ///
    /// A signature says little where the office's keys or name served a forger, whoever found that and whenever.
    public var isCallNeeded: Bool { kind.asksData || factors.contains(.officeMisused) }

    /// Whether it was made sure who asks, in the way that this kind of request needs.
    ///
    /// Data are disclosed only after a call by another way, and so is anything done in the name of an office that was misused;
    /// content can wait for a court. Who was reached and denied it outweighs any signature.
    public var isIdentified: Bool {
        isIdentified(isCallNeeded: isCallNeeded)
    }

    /// Whether data are there that were handed over: these, or others of the same category that were handed over later, as where
    /// an exchange refused the first.
    ///
    /// - Parameters:
    ///   - sha256: the SHA-256 of the encrypted file, in lowercase hexadecimal.
    ///   - recorded: what the exchange has recorded.
    /// - Returns: whether the authority has them.
    public func isThere(_ sha256: String, among recorded: [Request.Disclosure]) -> Bool {
        let there = Set(recorded.map(\.sha256))
        guard let place = disclosed.firstIndex(where: { $0.sealedFile == sha256 }) else {
            return there.contains(sha256)
        }
        let category = disclosed[place].category
        return disclosed[place...].contains { $0.category == category && there.contains($0.sealedFile) }
    }

    /// Whether each item has an answer for good.
    public var isAnswered: Bool { outcomes.count == opening.items && outcomes.allSatisfy(\.outcome.isFinal) }

    /// Whether it is for practice.
    public var isExercise: Bool { opening.isExercise }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .state: .text(state.rawValue)
        case .kind: .text(kind.rawValue)
        case .openedAt: .integer(openedAt.microseconds)
        case .assignee: assignee.map { .text($0.description) }
        case .isExercise: opening.isExercise ? .integer(1) : nil
        case .authority: opening.authority.map { .text($0.description) }
        case .adviser: adviser.map { .text($0.description) }
        case .scanDueAt: scanDueAt.map { .integer($0.microseconds) }
        case .noticeDueAt: noticeOverdueSince == nil ? noticeDueAt.map { .integer($0.microseconds) } : nil
        }
    }

    /// While the formal request is missing, the agency is found to be frozen.
    public var lookupKeys: Set<LookupKey> {
        let keys = knownKeys.union(canaryKeys)
        guard isFormalMissed, !opening.isExercise, let authority = opening.authority else { return keys }
        return keys.union([Self.frozenKey(of: authority)])
    }

    /// Under which key the assessments are found that freeze an agency.
    public static func frozenKey(of authority: ID<Organisation>) -> LookupKey {
        LookupKey(scope: frozenScope, value: authority.description)
    }

    /// Whether somebody may be in danger whom a disclosure would name, and not both counsel and the adviser agreed, or one of
    /// them said no.
    public var isBarredByDanger: Bool {
        guard dangerJudgements.allSatisfy(\.agrees) else { return true }
        guard !dangers.isEmpty else { return false }
        let agreed = Set(dangerJudgements.filter(\.agrees).map(\.role))
        let people = Set(dangerJudgements.filter(\.agrees).map(\.by))
        return !(agreed.isSuperset(of: [.counsel, .adviser]) && people.count > 1)
    }

    /// When the scan is erased: never while people work on the request, nor before what it led to is kept no more.
    public var scanDueAt: Timestamp? {
        guard let scan, !scan.isErased, state == .answered || state == .closed else { return nil }
        return max(scan.keptUntil, preservedUntil ?? scan.keptUntil)
    }
}

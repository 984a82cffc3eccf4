/// What an authority asks of one addressee, with an answer to each item.
///
/// It lives where it is filed; the addressee's node follows it. What the addressee thinks of it is an `Assessment`, which
/// never leaves that node.
public struct Request: Followable {
    /// What requests are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// Who asks; NULL for one on paper from somebody who is no member.
        case authority
        /// Who is asked: the id of the member or guest.
        case addressee
        /// `RequestKind`.
        case kind
        /// `State`.
        case state
        /// When it was received, in microseconds.
        case receivedAt
        /// Until when an answer is due, in microseconds; NULL where none is.
        case dueAt
        /// Which requests were written together.
        case batch
        /// 1 for an exercise.
        case isExercise
    }

    /// Where a request is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Its items are being recorded.
        case filed
        /// Refused at the door; the addressee never sees it.
        case turnedAway
        /// Waits for an answer.
        case open
        /// Waits for an answer, and its clock stands.
        case stopped
        /// Answered, each item for good; where one is only under review, it waits on.
        case answered
        /// Taken back.
        case withdrawn
        /// The time was over without an answer.
        case unanswered

        /// Those in which an answer is still to come.
        public static let waiting: [State] = [.open, .stopped]
    }

    /// One item as far as facts know it.
    public struct Item: Hashable, Sendable {
        /// Its place in the request, from 1.
        public let number: Int
        /// What it is.
        public let kind: RequestItem.Kind
        /// Why the authority holds it to be terrorist content.
        public let ground: RequestGround
        /// The position of the event that holds the sealed parts `address` and `reasons`.
        public let filedAtPosition: Int64
        /// The answer; `nil` before.
        public internal(set) var outcome: ItemOutcome?
        /// The position of the event that holds the sealed part `reasons` of the answer.
        public internal(set) var answeredAtPosition: Int64?
        /// Whether what was done was undone.
        public internal(set) var isReversed: Bool
        /// When that was.
        public internal(set) var reversedAt: Timestamp?
        /// Whether that was because it had been wrong, and not because its time was over.
        public internal(set) var wasMistake = false
        /// When its authority let a node look at it last.
        public internal(set) var lookedAt: Timestamp?
        /// What was found then.
        public internal(set) var finding: ItemLook.Finding?
    }

    /// Data that were disclosed.
    public struct Disclosure: Codable, Hashable, Sendable {
        /// Which.
        public let category: DataCategory
        /// The SHA-256 of the encrypted file, in lowercase hexadecimal.
        public let sha256: String
        /// The position of the event that holds the sealed part `file`.
        public let position: Int64
        /// Whether they were handed over outside of any node.
        public let isElsewhere: Bool?
        /// When that was, as whoever noted it says.
        public let handedAt: Timestamp?

        /// Makes it.
        public init(
            category: DataCategory,
            sha256: String,
            position: Int64,
            isElsewhere: Bool?,
            handedAt: Timestamp? = nil
        ) {
            self.category = category
            self.sha256 = sha256
            self.position = position
            self.isElsewhere = isElsewhere
            self.handedAt = handedAt
        }
    }

    /// The word in event types.
    public static let name = "request"
    /// Some are for practice.
    public static let hasExercises = true
    /// How long an encrypted file may be in Base64, in bytes.
    public static let fileBytesMax = 6 << 20
    /// How many encrypted files an answer may have.
    public static let disclosuresMax = 50
    /// How many of the words that its addressee's and its authority's nodes sent last are known by their dispatch: they come
    /// one after another, so that only the last of each can come again.
    static let dispatchesMax = 16
    /// The scope of the lookup key by which a guest's link finds its request, until it is used or over.
    public static let guestScope = "guest"

    /// The scope of the lookup key by which those are found that were found forged: whose name they bore.
    public static let forgedScope = "forged"

    /// Its id.
    public let id: ID<Request>
    /// What the filing said.
    public let filing: RequestFiled
    /// Its items, in order.
    public internal(set) var items: [Item]
    /// Where it is in its life.
    public internal(set) var state: State
    /// When it was whole, and its clock began.
    public internal(set) var receivedAt: Timestamp?
    /// Until when an answer is due; `nil` where none is, or the clock stands.
    public internal(set) var dueAt: Timestamp?
    /// When the time of a first order begins; `nil` once it began, and for any other.
    public internal(set) var waitsUntil: Timestamp?
    /// Whether the same target was asked of other members lately.
    public internal(set) var sameTargetElsewhere: Bool
    /// When the addressee's node had it.
    public internal(set) var acknowledgedAt: Timestamp?
    /// Whether its clock was ever stopped for a manifest error.
    public internal(set) var hadManifestError: Bool
    /// Whether it concerns somebody whose speech is protected, as the addressee found.
    public internal(set) var concernsProtectedRole: Bool
    /// Why its clock stands.
    public internal(set) var stoppedFor: ClockTerms.StopReason?
    /// When it was answered, each item for good.
    public internal(set) var answeredAt: Timestamp?
    /// When its time was over without an answer; it stays, should one come later.
    public internal(set) var unansweredAt: Timestamp?
    /// When the person concerned was told.
    public internal(set) var personToldAt: Timestamp?
    /// When its addressee found that it is forged; `nil` where it did not.
    public internal(set) var foundForgedAt: Timestamp?
    /// When it was found so and when that was taken back, in order; `nil` for never.
    public internal(set) var forgeriesTakenBack: [ForgeryTakenBack]?
    /// What was disclosed, in order.
    public internal(set) var disclosures: [Disclosure]
    /// The dispatches of the addressee's and the authority's nodes that were taken last, in order.
    public internal(set) var dispatches: [ID<Dispatch>]
    /// Why it was refused at the door.
    public internal(set) var turnedAwayFor: String?
    /// The hash of the secret of a guest's link, while it works.
    public internal(set) var guestTokenHash: String?
    /// Until when a guest's link works.
    public internal(set) var guestLinkExpiresAt: Timestamp?
    /// The position of the event that holds the sealed part `document`.
    public let filedAtPosition: Int64
    /// The position of the event that holds the sealed part `answer`.
    public internal(set) var answeredAtPosition: Int64?
    /// The positions of the events that hold the sealed part `note` about the clock.
    public internal(set) var notesAtPositions: [Int64]
    /// The position in this node's journal of its latest event that is not of this node's own making.
    public internal(set) var latestPosition: Int64
    /// Where it is known from; `nil` for one filed here.
    public let origin: EventOrigin?

    /// Who asks; `nil` for one on paper from somebody who is no member.
    public var authority: ID<Organisation>? { filing.authority }

    /// Whether an answer is still to come.
    public var isWaiting: Bool { State.waiting.contains(state) }

    /// Whether it counts as asked by the authority whose name it bears: it was let in, and nobody found it forged.
    public var countsAsAsked: Bool { state != .turnedAway && foundForgedAt == nil }

    /// Whether what a dispatch said was taken already.
    public func hasTaken(_ dispatch: ID<Dispatch>) -> Bool { dispatches.contains(dispatch) }

    /// Whether an answer is taken: also after its time, and also where it was counted as unanswered.
    public var takesAnswer: Bool { isWaiting || state == .unanswered }

    /// Whether each item was refused.
    public var isRefused: Bool { items.allSatisfy { $0.outcome?.isRefusal == true } }

    /// Whether the addressee still owes another answer about some item.
    public var hasInterimAnswers: Bool { items.contains { $0.outcome.map { !$0.isFinal } ?? false } }

    /// Whether it is for practice.
    public var isExercise: Bool { filing.isExercise }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .authority: authority.map { .text($0.description) }
        case .addressee: .text(filing.addressee.id.description)
        case .kind: .text(filing.kind.rawValue)
        case .state: .text(state.rawValue)
        case .receivedAt: receivedAt.map { .integer($0.microseconds) }
        case .dueAt: isWaiting ? dueAt.map { .integer($0.microseconds) } : nil
        case .batch: filing.batch.map { .text($0.description) }
        case .isExercise: filing.isExercise ? .integer(1) : nil
        }
    }

    /// A guest's request is found by the link until that was used or is over; one that was found forged, by whose name it bore.
    public var lookupKeys: Set<LookupKey> {
        let forged = foundForgedAt == nil ? nil : authority.map(Self.forgedKey)
        return Set([guestTokenHash.map(Self.guestKey), forged].compactMap(\.self))
    }

    /// Under which key those are found that were found forged and bore an authority's name.
    public static func forgedKey(inNameOf authority: ID<Organisation>) -> LookupKey {
        LookupKey(scope: forgedScope, value: authority.description)
    }

    /// Under which key a guest's request is found.
    public static func guestKey(ofHash hash: String) -> LookupKey { LookupKey(scope: guestScope, value: hash) }
}

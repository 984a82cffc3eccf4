import CanonicalJSON

/// An answer on its way to an exchange: kept until the exchange's own record of it came back, or it was refused for good.
public struct Dispatch: Aggregate {
    /// What dispatches are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The exchange.
        case exchange
        /// `State`.
        case state
    }

    /// Where a dispatch is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// On its way.
        case queued
        /// The exchange took it.
        case delivered
        /// The exchange refused it for good.
        case refused
        /// Taken back before the exchange took it.
        case retracted
        /// The exchange's own record of it reached this node.
        case recorded
    }

    /// The word in event types.
    public static let name = "dispatch"
    /// Some are about practice.
    public static let hasExercises = true
    /// The scope of the lookup keys: a signal that this node's organisation disputes.
    public static let disputeScope = "dispute"
    /// The scope of the lookup keys: the signal that a word is about, as long as the signal itself does not show it.
    public static let signalScope = "signal"
    /// The scope of the lookup keys: the request or threat alert that people here said something about which its exchange has
    /// not recorded.
    public static let wordScope = "word"
    /// The scope of the lookup keys: the request that a signed statement asks, for as long as the dispatch is known.
    public static let filingScope = "filing"

    /// Its id, by which the exchange knows a repeat.
    public let id: ID<Dispatch>
    /// Where it goes.
    public let exchange: ID<Exchange>
    /// What it says.
    public let message: DispatchMessage
    /// The opaque id, constant for this exchange, of the person who acted here.
    public let person: ID<Person>
    /// Whether it is about something for practice; `nil` where it is not.
    public let isPractice: Bool?
    /// Where it is in its life.
    public internal(set) var state: State
    /// The exchange's stable word for why it refused it; `nil` where it did not.
    public internal(set) var code: String?
    /// The position of the event that holds the sealed part `text`.
    public let queuedAtPosition: Int64

    /// Whether it is about something for practice.
    public var isExercise: Bool { isPractice == true }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .exchange: .text(exchange.description)
        case .state: .text(state.rawValue)
        }
    }

    /// A word about a signal is found by it as long as the signal itself does not show it.
    ///
    /// So a negative opinion takes effect here at once, whether or not the exchange can be reached. A signed request is found
    /// for good, so that its officer reads what became of it.
    public var lookupKeys: Set<LookupKey> {
        if case .filing(let request) = message { return [Self.filingKey(of: request)] }
        if isOwnWord || message.isAboutForgery { return state == .recorded ? [] : [Self.wordKey(of: message.subject)] }
        // What the exchange refuses of an answer, and what was taken back of it, is for people to know.
        if isRefusedAnswer || isRetractedAnswer { return [Self.wordKey(of: message.subject)] }
        guard state == .queued || state == .delivered else { return [] }
        switch message {
        case .opinion(let signal, .negative): return [Self.key(of: signal), Self.disputeKey(of: signal)]
        case .opinion(let signal, _), .verification(let signal, _): return [Self.key(of: signal)]
        case .request, .threat, .filing, .authorityWord, .threatWord: return []
        }
    }

    /// Whether it is an authority's word from its own node.
    private var isOwnWord: Bool {
        switch message {
        case .authorityWord, .threatWord: true
        case .verification, .opinion, .request, .threat, .filing: false
        }
    }

    /// Whether the exchange refused for good what answers a request: the answer itself, or data.
    public var isRefusedAnswer: Bool { state == .refused && message.isAnswer }

    private var isRetractedAnswer: Bool { state == .retracted && message.isAnswer }

    /// Under which key the words about a request or a threat alert are found that its exchange has not recorded.
    public static func wordKey(of subject: Identifier) -> LookupKey {
        LookupKey(scope: wordScope, value: subject.description)
    }

    /// Under which key the signed statement is found by which a request was filed.
    public static func filingKey(of request: ID<Request>) -> LookupKey {
        LookupKey(scope: filingScope, value: request.description)
    }

    private static func key(of signal: ID<Signal>) -> LookupKey {
        LookupKey(scope: signalScope, value: signal.description)
    }

    /// Under which key the negative opinions of a signal are found that it does not show yet.
    public static func disputeKey(of signal: ID<Signal>) -> LookupKey {
        LookupKey(scope: disputeScope, value: signal.description)
    }

    /// Whether an event of its exchange is the record of it.
    ///
    /// - Parameters:
    ///   - event: the event as it was received.
    ///   - member: as which member this node follows the exchange.
    /// - Returns: true only where the event says what the dispatch says; another word under its id is none.
    public func isRecorded(by event: EventReceived.Inner, as member: ID<Organisation>) -> Bool {
        guard event.organisation == member, event.subject == message.subject else { return false }
        // What an authority signed speaks for itself: who brought it is nobody's business.
        if case .filing = message { return event.type == RequestReceived.type || event.type == RequestTurnedAway.type }
        guard event.facts["dispatch"]?.stringValue == id.description else { return false }
        return switch (message, event.type) {
        case (.verification(_, let basis), SignalVerified.type): event.facts["basis"]?.stringValue == basis.rawValue
        case (.opinion(_, let category), SignalOpinionGiven.type):
            event.facts["category"]?.stringValue == category.rawValue
        case (.opinion(_, .negative), SignalOpinionHeld.type): true
        case (.request(_, let word), _): word.isRecorded(by: event)
        case (.authorityWord(_, let word), _): word.isRecorded(by: event)
        case (.threatWord(_, let word), _): word.isRecorded(by: event)
        case (.threat(_, let envelope), ThreatNoticeReceived.type):
            event.facts["envelope"]?["sha256"]?.stringValue == envelope.sha256
        default: false
        }
    }
}

/// What a node tells its exchange.
public enum DispatchMessage: Codable, Hashable, Sendable {
    /// A verification. Its text is what was looked at; neither the case nor its id is told.
    case verification(signal: ID<Signal>, basis: Verification.Basis)
    /// An opinion. Its text is the reason.
    case opinion(signal: ID<Signal>, category: Opinion.Category)

    /// A word about a request of an authority. Its text holds notes, reasons and the signed answer.
    case request(ID<Request>, RequestWord)

    /// A threat to life, for one authority. Its text is the signed statement, encrypted where the authority has a key.
    case threat(ID<ThreatNotice>, ThreatEnvelope)

    /// A request that an authority signed on its own node. Its text is the signed statement.
    case filing(ID<Request>)

    /// What an authority says of its own request. Its text is the reason or the note.
    case authorityWord(ID<Request>, AuthorityWord)

    /// What an authority says of a threat alert that came for it. Its text is the note.
    case threatWord(ID<ThreatNotice>, ThreatWord)

    /// How long the text of a word about a request may be, in bytes.
    public static let requestTextBytesMax = 8 << 20

    /// What it is about.
    public var subject: Identifier {
        switch self {
        case .verification(let signal, _), .opinion(let signal, _): signal.identifier
        case .request(let request, _): request.identifier
        case .threat(let notice, _): notice.identifier
        case .filing(let request), .authorityWord(let request, _): request.identifier
        case .threatWord(let notice, _): notice.identifier
        }
    }

    /// Whether the authority of a request waits for it: the answer itself, or data.
    public var isAnswer: Bool {
        guard case .request(_, let word) = self else { return false }
        return word.isAnswer
    }

    /// Whether it says that a request is forged.
    public var isForgery: Bool {
        guard case .request(_, .foundForged) = self else { return false }
        return true
    }

    /// Whether it says that a request is forged, or that it is not after all.
    public var isAboutForgery: Bool {
        guard case .request(_, .forgeryTakenBack) = self else { return isForgery }
        return true
    }

    /// Whether it is a signed request, and so for the authority's people who read requests.
    public var isFiling: Bool {
        guard case .filing = self else { return false }
        return true
    }

    /// Whether what an exchange refuses says that it has this already, so that it counts as taken.
    public func isThere(sayingCode code: String) -> Bool { isFiling && code == "already-filed" }

    /// How long its text may be, in bytes.
    var textBytesMax: Int {
        switch self {
        case .verification, .opinion, .authorityWord, .threatWord: Texts.bytesMax
        case .request, .filing: Self.requestTextBytesMax
        case .threat: ThreatNotice.textBytesMax
        }
    }
}

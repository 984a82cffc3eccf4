import Cooperation
import TransparencyLog

/// The line to an exchange that this node follows.
package protocol ExchangeConnection: Sendable {
    /// Where the exchange is, for people and for telling exchanges apart.
    var address: String { get }
    /// Who the exchange is, and as which member it knows this node.
    func introduction() async throws(ExchangeFailure) -> ExchangeIntroduction
    /// The next page of this node's slice, waiting for news where there are none.
    func events(cursor: String?, wait: Seconds) async throws(ExchangeFailure) -> ReceivedEvents
    /// The exchange's latest signed checkpoint; `nil` before its first.
    func checkpoint() async throws(ExchangeFailure) -> [UInt8]?
    /// A tile of hashes of the exchange's log.
    func tile(_ tile: Tile) async throws(ExchangeFailure) -> HashTile
    /// Hands a dispatch over. The exchange knows a repeat by its id.
    func deliver(_ dispatch: Dispatch, text: String?) async throws(ExchangeFailure) -> DeliveryAnswer
    /// Asks for the proposer's link to a signal's content, for one person.
    ///
    /// - Parameters:
    ///   - signal: the signal.
    ///   - person: the opaque id under which the exchange knows the person.
    /// - Returns: the link.
    /// - Throws: `ExchangeFailure`; `Refusal` where the exchange says no.
    func view(_ signal: ID<Signal>, for person: ID<Person>) async throws -> String
    /// Fetches the receipt of a request that the exchange keeps, as its authority or its addressee.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - choice: which receipt; in the view of the authority it is asked for by the authority's own node.
    /// - Returns: the file as it came, not yet checked, and no longer than a receipt may be.
    /// - Throws: `ExchangeFailure`; `Refusal` where the exchange says no.
    func receipt(of request: ID<Request>, _ choice: RequestReceiptChoice) async throws -> [UInt8]
    /// Lets the exchange look whether an item of this authority's own request is still up.
    ///
    /// - Returns: the status of HTTP; `nil` where nobody answered.
    /// - Throws: `ExchangeFailure`; `Refusal` where the exchange says no.
    func look(at item: Int, of request: ID<Request>) async throws -> Int?
    /// Lets the exchange make a link by which the guest answers whom this authority's own request addresses.
    ///
    /// - Throws: `ExchangeFailure`; `Refusal` where the exchange says no.
    func inviteGuest(to request: ID<Request>, lasting: Seconds?) async throws -> GuestLink
    /// Confirms the negative opinion of a colleague that waits at the exchange.
    ///
    /// - Throws: `ExchangeFailure`; `Refusal` where the exchange says no.
    func confirmOpinion(of signal: ID<Signal>, by person: ID<Person>) async throws
}

/// Who an exchange is.
package struct ExchangeIntroduction: Sendable, Hashable {
    /// As which of its members it knows this node.
    package let member: ID<Organisation>
    /// The public key of its log, as a C2SP verifier key.
    package let verifierKey: String
    /// How often it signs a checkpoint.
    package let checkpointInterval: Seconds

    package init(member: ID<Organisation>, verifierKey: String, checkpointInterval: Seconds) {
        self.member = member
        self.verifierKey = verifierKey
        self.checkpointInterval = checkpointInterval
    }
}

/// A page of the slice as it came, not yet checked.
package struct ReceivedEvents: Sendable {
    package let events: [EventSlice]
    package let cursor: String
    /// The first position of the journal that was not looked at yet; `nil` where the exchange does not say.
    package let position: Int64?

    package init(events: [EventSlice], cursor: String, position: Int64? = nil) {
        self.events = events
        self.cursor = cursor
        self.position = position
    }
}

/// What an exchange said to a dispatch.
package enum DeliveryAnswer: Sendable, Hashable {
    /// Taken.
    case taken
    /// Refused for good, with its stable word.
    case refused(code: String)
}

/// Why the exchange could not be asked, or did not answer as it must.
package struct ExchangeFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong, for programs.
    package enum Code: String, Sendable {
        /// No connection, or no answer in time; try again later.
        case unreachable
        /// It answers, but can't do this now; try again later.
        case busy
        /// The key does not work (any more), or may not do this.
        case rejected
        /// The answer can't be read.
        case malformed
        /// It does not know the cursor; begin anew.
        case cursorRefused
        /// It recorded what this program does not know yet: this node has to be upgraded.
        case newer
        /// The waiting task was cancelled.
        case cancelled
    }

    package let code: Code
    /// What went wrong, for people; holds neither content nor keys.
    package let message: String
    /// How long the exchange asks to be left alone.
    package let retryAfter: Seconds?

    package init(_ code: Code, _ message: String, retryAfter: Seconds? = nil) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }

    package var description: String { "\(code.rawValue): \(message)" }
}

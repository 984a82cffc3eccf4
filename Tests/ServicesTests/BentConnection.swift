import Cooperation
import Services
import Synchronization
import TransparencyLog

/// A line to an exchange on which a test changes, or makes fail, what comes.
final class BentConnection: ExchangeConnection {
    typealias Answer<Value> = Result<Value, ExchangeFailure>

    /// What is changed; nothing where it is `nil`.
    struct Bends: Sendable {
        /// Fails every call before it reaches the exchange.
        var failure: ExchangeFailure?
        var events: (@Sendable (ReceivedEvents) -> Answer<ReceivedEvents>)?
        var checkpoint: (@Sendable ([UInt8]?) -> Answer<[UInt8]?>)?
        var tile: (@Sendable (Tile, HashTile) -> Answer<HashTile>)?
        var receipt: (@Sendable ([UInt8]) -> Answer<[UInt8]>)?
        /// Asked before a dispatch is handed over.
        var deliver: (@Sendable (Dispatch) -> ExchangeFailure?)?
        /// Looks at items in the exchange's place.
        var look: (@Sendable (Int, ID<Request>) async throws -> Int?)?
        /// Refuses every dispatch for good, with this word.
        var refusal: String?
        /// Loses the answer to a dispatch that was handed over.
        var losesAcknowledgements = false
    }

    /// What was asked.
    struct Asked: Sendable {
        var tiles: [Tile] = []
        var delivered: [ID<Dispatch>] = []
        var cursors: [String?] = []
    }

    var address: String { base.address }
    private let base: DirectConnection
    private let bends: Mutex<Bends>
    private let log = Mutex(Asked())

    init(_ base: DirectConnection, _ bends: Bends = Bends()) {
        self.base = base
        self.bends = Mutex(bends)
    }

    var asked: Asked { log.withLock(\.self) }

    func bend(_ change: (inout Bends) -> Void) {
        bends.withLock { change(&$0) }
    }

    private func current() throws(ExchangeFailure) -> Bends {
        let bends = self.bends.withLock(\.self)
        if let failure = bends.failure { throw failure }
        return bends
    }

    func introduction() async throws(ExchangeFailure) -> ExchangeIntroduction {
        _ = try current()
        let introduction = try await base.introduction()
        // So that a follower that runs verifies often.
        return ExchangeIntroduction(
            member: introduction.member,
            verifierKey: introduction.verifierKey,
            checkpointInterval: Seconds(1)
        )
    }

    func events(cursor: String?, wait: Seconds) async throws(ExchangeFailure) -> ReceivedEvents {
        log.withLock { $0.cursors.append(cursor) }
        let bend = try current().events
        let page = try await base.events(cursor: cursor, wait: wait)
        return try bend?(page).get() ?? page
    }

    func checkpoint() async throws(ExchangeFailure) -> [UInt8]? {
        let bend = try current().checkpoint
        let note = try await base.checkpoint()
        guard let bend else { return note }
        return try bend(note).get()
    }

    func tile(_ tile: Tile) async throws(ExchangeFailure) -> HashTile {
        log.withLock { $0.tiles.append(tile) }
        let bend = try current().tile
        let hashes = try await base.tile(tile)
        return try bend?(tile, hashes).get() ?? hashes
    }

    func deliver(_ dispatch: Dispatch, text: String?) async throws(ExchangeFailure) -> DeliveryAnswer {
        let bends = try current()
        if let failure = bends.deliver?(dispatch) { throw failure }
        if let code = bends.refusal { return .refused(code: code) }
        let answer = try await base.deliver(dispatch, text: text)
        log.withLock { $0.delivered.append(dispatch.id) }
        if bends.losesAcknowledgements { throw ExchangeFailure(.unreachable, "TEST the answer was lost") }
        return answer
    }

    func view(_ signal: ID<Signal>, for person: ID<Person>) async throws -> String {
        _ = try current()
        return try await base.view(signal, for: person)
    }

    func receipt(of request: ID<Request>, _ choice: RequestReceiptChoice) async throws -> [UInt8] {
        let bend = try current().receipt
        let bytes = try await base.receipt(of: request, choice)
        return try bend?(bytes).get() ?? bytes
    }

    func look(at item: Int, of request: ID<Request>) async throws -> Int? {
        if let look = try current().look { return try await look(item, request) }
        return try await base.look(at: item, of: request)
    }

    func inviteGuest(to request: ID<Request>, lasting: Seconds?) async throws -> GuestLink {
        _ = try current()
        return try await base.inviteGuest(to: request, lasting: lasting)
    }

    func confirmOpinion(of signal: ID<Signal>, by person: ID<Person>) async throws {
        _ = try current()
        try await base.confirmOpinion(of: signal, by: person)
    }
}

import Cooperation
import Services
import Synchronization
import TransparencyLog

/// A line to an exchange on which one call fails: the request is lost, or the answer to it.
final class FailingConnection: ExchangeConnection {
    enum Loss: String, CaseIterable, Sendable {
        case request
        case answer
    }

    let address = "https://exchange.test"
    private let base: DirectConnection
    private let loss: Loss
    private let failing: Int
    private let calls = Mutex(0)

    /// Makes a line.
    ///
    /// - Parameters:
    ///   - base: the line as it would be.
    ///   - failing: which call fails, from 1; 0 for none.
    ///   - loss: what is lost.
    init(_ base: DirectConnection, failing: Int, loss: Loss) {
        self.base = base
        self.failing = failing
        self.loss = loss
    }

    /// How many calls there were.
    var count: Int { calls.withLock(\.self) }

    private func call<Value>(
        _ body: () async throws(ExchangeFailure) -> Value
    ) async throws(ExchangeFailure) -> Value {
        let number = calls.withLock { calls in
            calls += 1
            return calls
        }
        let failure = ExchangeFailure(.unreachable, "TEST call \(number) failed")
        if number == failing, loss == .request { throw failure }
        let value = try await body()
        if number == failing { throw failure }
        return value
    }

    func introduction() async throws(ExchangeFailure) -> ExchangeIntroduction {
        try await call { () async throws(ExchangeFailure) in try await base.introduction() }
    }

    func events(cursor: String?, wait: Seconds) async throws(ExchangeFailure) -> ReceivedEvents {
        try await call { () async throws(ExchangeFailure) in try await base.events(cursor: cursor, wait: wait) }
    }

    func checkpoint() async throws(ExchangeFailure) -> [UInt8]? {
        try await call { () async throws(ExchangeFailure) in try await base.checkpoint() }
    }

    func tile(_ tile: Tile) async throws(ExchangeFailure) -> HashTile {
        try await call { () async throws(ExchangeFailure) in try await base.tile(tile) }
    }

    func deliver(_ dispatch: Dispatch, text: String?) async throws(ExchangeFailure) -> DeliveryAnswer {
        try await call { () async throws(ExchangeFailure) in try await base.deliver(dispatch, text: text) }
    }

    func view(_ signal: ID<Signal>, for person: ID<Person>) async throws -> String {
        try await call { () async throws(ExchangeFailure) in
            do { return try await base.view(signal, for: person) } catch {
                throw ExchangeFailure(.malformed, "\(error)")
            }
        }
    }

    func receipt(of request: ID<Request>, _ choice: RequestReceiptChoice) async throws -> [UInt8] {
        try await call { () async throws(ExchangeFailure) in
            do { return try await base.receipt(of: request, choice) } catch {
                throw ExchangeFailure(.malformed, "\(error)")
            }
        }
    }

    func look(at item: Int, of request: ID<Request>) async throws -> Int? {
        try await call { () async throws(ExchangeFailure) in
            do { return try await base.look(at: item, of: request) } catch {
                throw ExchangeFailure(.malformed, "\(error)")
            }
        }
    }

    func inviteGuest(to request: ID<Request>, lasting: Seconds?) async throws -> GuestLink {
        try await call { () async throws(ExchangeFailure) in
            do { return try await base.inviteGuest(to: request, lasting: lasting) } catch {
                throw ExchangeFailure(.malformed, "\(error)")
            }
        }
    }

    func confirmOpinion(of signal: ID<Signal>, by person: ID<Person>) async throws {
        try await call { () async throws(ExchangeFailure) in
            do { try await base.confirmOpinion(of: signal, by: person) } catch {
                throw ExchangeFailure(.malformed, "\(error)")
            }
        }
    }
}

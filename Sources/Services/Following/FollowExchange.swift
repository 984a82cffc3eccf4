import Cooperation
import Synchronization

/// Follows one exchange: takes in its events, verifies its log, hands it this node's dispatches.
package struct FollowExchange: Sendable {
    /// Why following stopped: an operator has to look.
    package struct Stopped: Error, Sendable, Hashable, CustomStringConvertible {
        package let exchange: ID<Exchange>
        package let alarm: Exchange.Alarm

        package var description: String { "following stopped: \(alarm.rawValue)" }
    }

    /// What is remembered while the process lives.
    final class Memory: Sendable {
        let tiles = TileCache()
        let patience = Mutex(ProofPatience())
        let turns = Mutex(DeliveryTurns())
    }

    /// How it goes.
    package let status: FollowStatus

    let node: Node
    let connection: any ExchangeConnection
    let pauses: GrowingPause.Limits
    let memory = Memory()
    private let expectedKey: String?

    /// Makes a follower.
    ///
    /// - Parameters:
    ///   - node: the node that follows.
    ///   - connection: the line to the exchange.
    ///   - expectedKey: the published key of the exchange's log; without it the key that is met first is kept, and any
    ///     other refused from then on.
    ///   - pauses: how long to wait after failures.
    package init(
        node: Node,
        connection: any ExchangeConnection,
        expectedKey: String?,
        pauses: GrowingPause.Limits = .standard
    ) {
        self.node = node
        self.connection = connection
        self.expectedKey = expectedKey
        self.pauses = pauses
        status = FollowStatus(at: node.clock())
    }

    var store: any Store { node.store }
    var intake: ExchangeIntake { ExchangeIntake(node: node, status: status) }
    var author: Author { intake.author }
    private var addressSetting: String { "exchange.at.\(connection.address)" }

    /// Meets the exchange and records that this node follows it.
    ///
    /// - Returns: its id on this node, derived from its key, and its introduction.
    /// - Throws: `ExchangeFailure`; `Refusal` where it is not the exchange that was published or met before.
    @discardableResult
    package func meet() async throws -> (id: ID<Exchange>, introduction: ExchangeIntroduction) {
        let introduction = try await connection.introduction()
        if let expectedKey, expectedKey != introduction.verifierKey {
            throw Refusal(
                .conflict,
                "exchange-key-differs",
                "The exchange signs with another key than the one given. Compare it with the published key."
            )
        }
        let id = ExchangeIntake.id(ofKey: introduction.verifierKey)
        let address = connection.address
        let (author, setting) = (author, addressSetting)
        let (alarm, position) = try await store.write { transaction in
            if let known = try transaction.setting(setting), known != id.description {
                throw Refusal(
                    .conflict,
                    "exchange-changed",
                    "At this address another exchange answers than before. Compare its key with the published one."
                )
            }
            let acts = try Exchange.decide(
                transaction.load(Exchange.self, id),
                .follow(member: introduction.member, verifierKey: introduction.verifierKey, address: address),
                id: id
            )
            for act in acts { try transaction.append(act, by: author) }
            try transaction.setSetting(setting, to: id.description)
            return (try transaction.load(Exchange.self, id)?.alarm, try ExchangeIntake.position(id, in: transaction))
        }
        status.note(alarm)
        status.note(id, position: position)
        node.connections.keep(connection, to: id)
        return (id, introduction)
    }

    /// Remembers which exchange was met at this address, so that it is told of while it is away.
    func recall() async throws {
        let setting = addressSetting
        let known = try await store.read { reading in
            try reading.setting(setting).flatMap(ID<Exchange>.init(_:)).map { id in
                (id: id, position: try ExchangeIntake.position(id, in: reading))
            }
        }
        if let known { status.note(known.id, position: known.position) }
    }

    /// Does something after which following may have stopped.
    ///
    /// What the exchange owed before an alarm is not held against it after somebody looked into that.
    func settlingAlarms<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let stopped as Stopped {
            memory.patience.withLock { $0.reset() }
            throw stopped
        }
    }

    /// Records an alarm.
    ///
    /// - Returns: the error to throw.
    func raise(_ alarm: Exchange.Alarm, at id: ID<Exchange>) async throws -> Stopped {
        memory.patience.withLock { $0.reset() }
        return try await intake.raise(alarm, at: id)
    }
}

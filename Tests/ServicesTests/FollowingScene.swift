import Cooperation
import Fingerprints
import Services
import Store
import Testing
import TransparencyLog

/// What the tests of following begin with: the world of the main job, and a follower on a line that they bend.
struct FollowingScene {
    let world: `Main job`.World
    let line: BentConnection
    let follower: FollowExchange

    init(joinsFirst: Bool = true, settings: NodeSettings = NodeSettings()) async throws {
        world = try await `Main job`.world(joinsFirst: joinsFirst, settings: settings)
        line = BentConnection(world.connection)
        follower = FollowExchange(node: world.platform.node, connection: line, expectedKey: nil)
        try await follower.meet()
    }

    var id: ID<Exchange> { world.followed }

    /// The exchange as this node knows it.
    func exchange() async throws -> Exchange {
        let id = id
        return try #require(try await world.platform.store.read { try $0.load(Exchange.self, id) })
    }

    func dispatch(_ id: ID<Dispatch>) async throws -> Dispatch {
        try #require(try await world.platform.store.read { try $0.load(Dispatch.self, id) })
    }

    func propose(_ seed: UInt64) async throws -> ID<Signal> {
        try await `Main job`.propose(`Main job`.hash(seed), in: world)
    }

    /// Proposes many signals in one go.
    func proposeMany(_ count: UInt64, from seed: UInt64) async throws {
        let bank = world.bank
        let proposals = (seed..<seed + count).map { number in
            (
                bank: bank,
                proposal: SignalProposal(
                    kind: .image,
                    behaviours: [.threat],
                    provenance: .ownService,
                    fingerprints: [Fingerprint(pdq: `Main job`.hash(number))],
                    rationale: "TEST rationale",
                    exemptionAssessment: "TEST no exemption"
                )
            )
        }
        let results = try await world.exchange.node.proposeSignals(proposals, by: world.proposer)
        for result in results { _ = try result.get() }
    }

    func check(_ seed: UInt64, by caller: Caller) async throws -> CheckAnswer {
        try await `Main job`.check(`Main job`.hash(seed), on: world.platform, by: caller)
    }

    /// Takes in everything that there is.
    func receiveAll() async throws {
        while try await follower.receive(from: id, wait: Seconds(0)) > 0 {}
    }

    @discardableResult
    func verify() async throws -> Bool {
        try await follower.verifyLog(of: id, patience: Seconds(121))
    }

    /// Signs at the exchange, then verifies here.
    func signAndVerify() async throws {
        try await world.exchange.node.log.sign()
        #expect(try await verify())
    }

    /// A signal that everything is right with, so that this node acts on it by itself.
    func actingSignal(_ seed: UInt64, lead: Caller) async throws -> ID<Signal> {
        let signal = try await propose(seed)
        for verifier in [world.verifier, world.second] {
            _ = try await world.exchange.node.viewSignal(signal, by: verifier)
            _ = try await world.exchange.node.verifySignal(
                signal,
                basis: .shownBy,
                lookedAt: "TEST",
                dispatch: nil,
                by: verifier
            )
        }
        try await receiveAll()
        _ = try await world.platform.node.changeBank(world.bank, .switchEnforcement(true), by: lead)
        try await signAndVerify()
        #expect(try await check(seed, by: lead).verdict == .act)
        return signal
    }

    /// Gives this node's opinion of a signal.
    func opine(_ category: Opinion.Category, of signal: ID<Signal>, by caller: Caller) async throws -> ID<Dispatch> {
        let outcome = try await world.platform.node.giveOpinion(
            category,
            of: signal,
            reason: "TEST a news report",
            dispatch: nil,
            by: caller
        )
        guard case .dispatched(let id) = outcome else { throw NotDispatched() }
        return id
    }

    private struct NotDispatched: Error {}

    /// The places in the exchange's journal of all that was received, in the order in which it came.
    func receivedPositions() async throws -> [Int64] {
        let id = id
        return try await world.platform.store.read { reading in
            let query = EventQuery(subject: id.identifier, types: [EventReceived.type], limit: 100_000)
            return try reading.events(query).map { try $0.payload(EventReceived.self).position }
        }
    }

    /// The types of all that was recorded about the exchange itself, in order.
    func history() async throws -> [String] {
        let id = id
        return try await world.platform.store.read { reading in
            try reading.events(EventQuery(subject: id.identifier, limit: 100_000)).map(\.type)
                .filter { $0 != EventReceived.type }
        }
    }

    /// A checkpoint that the exchange's key signs, whatever it says.
    func note(size: Int64, root: LogHash, signer: NoteSigner? = nil) throws -> [UInt8] {
        let signer = signer ?? world.exchange.signer
        let checkpoint = try Checkpoint(origin: signer.verifierKey.name.text, size: size, root: root)
        return Array(try checkpoint.signed(by: signer).encoded.utf8)
    }

    /// Expects that following stops with an alarm.
    func expectAlarm(
        _ alarm: Exchange.Alarm,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ work: () async throws -> Void
    ) async throws {
        let stopped = await #expect(throws: FollowExchange.Stopped.self, sourceLocation: sourceLocation) {
            try await work()
        }
        #expect(stopped?.alarm == alarm, sourceLocation: sourceLocation)
        let exchange = try await exchange()
        #expect(exchange.alarm == alarm && exchange.isStopped, sourceLocation: sourceLocation)
        #expect(!follower.status.isWell, sourceLocation: sourceLocation)
    }

    /// Expects a failure of the exchange that raises no alarm.
    func expectFailure(
        _ code: ExchangeFailure.Code,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ work: () async throws -> Void
    ) async throws {
        let failure = await #expect(throws: ExchangeFailure.self, sourceLocation: sourceLocation) { try await work() }
        #expect(failure?.code == code, sourceLocation: sourceLocation)
        #expect(try await exchange().alarm == nil, sourceLocation: sourceLocation)
    }
}

import CivilTime
import Cooperation
import Services
import Store
import Synchronization
import TransparencyLog

/// A platform's node over a real database whose clock the benchmark moves.
struct ClockRun {
    private static let rounds = 200
    private static let startedAtOnce = 1000
    /// How many become due at once.
    private static let dueAtOnce = 100
    private static let tickGoal = Duration.milliseconds(10)

    private final class Now: Sendable {
        private let time = Mutex(Timestamp(microseconds: 1_767_225_600_000_000))
        var now: Timestamp { time.withLock(\.self) }
        func advance(_ seconds: Seconds) { time.withLock { $0 = $0 + seconds } }
    }

    private struct NoMedia: MediaFingerprinting {
        func fingerprints(
            of bytes: [UInt8],
            allOrientations: Bool
        ) async throws(MediaRefusal) -> MediaFingerprintReport {
            throw MediaRefusal(.tryAgain, code: "media-worker-unavailable", message: "No file is looked at here.")
        }
    }

    private struct NoMemory: CheckpointMemory {
        func load() throws -> String? { nil }
        func save(_ note: String) throws {}
    }

    private struct NotMade: Error {}

    private let node: Node
    private let store: SQLiteStore
    private let time: Now
    let missed = MissedGoals()

    init(folder: String) async throws {
        let time = Now()
        let random: @Sendable (Int) -> [UInt8] = { count in
            var bytes: [UInt8] = []
            while bytes.count < count {
                withUnsafeBytes(of: UInt64.random(in: 0 ... .max)) { bytes += $0 }
            }
            return Array(bytes.prefix(count))
        }
        store = try SQLiteStore(
            folder: folder,
            registry: .all,
            sources: StoreSources(clock: { time.now }, randomBytes: random)
        )
        self.time = time
        let organisation = ID<Organisation>(Identifier(time: time.now, random: (1, 2)))
        let founded = try await InitialiseNode(store: store, randomBytes: random).run(
            InitialiseNode.Request(
                organisation: organisation,
                kind: .platform,
                name: "TEST",
                interests: nil,
                isExchange: false
            )
        )
        guard let secrets = NodeSecrets(bytes: random(32)), let name = NoteKeyName("test.example/clocks") else {
            throw NotMade()
        }
        node = Node(
            store: store,
            clock: { time.now },
            calendar: WorldCalendar(),
            randomBytes: random,
            identity: founded.identity,
            secrets: secrets,
            settings: NodeSettings(),
            search: SearchIndex(store: store),
            media: NoMedia(),
            log: LogKeeper(
                store: store,
                signer: try NoteSigner(name: name, seed: random(32)),
                memory: NoMemory(),
                clock: { time.now }
            )
        )
        try await store.write { transaction in
            _ = try transaction.importClockRules(ClockRuleText.first(), by: .node(of: organisation))
        }
    }

    func run(_ count: Int) async throws {
        for _ in 0..<(count / Self.startedAtOnce) { try await start("NZ_TAKEDOWN", Self.startedAtOnce) }
        let keeper = ClockKeeper(node: node)
        let caller = try await caller()
        Swift.print("\(count) clocks run")
        try await report("a tick, nothing due", Self.tickGoal) { _ = try await keeper.turn() }
        try await report("a person's list, 100 of them") {
            _ = try await node.clocks(own: true, limit: 100, for: caller)
        }
        // A hundred that become due at once, among all the others, of whom somebody is told.
        var (ticks, whole): ([Duration], [Duration]) = ([], [])
        for _ in 0..<20 {
            try await start("MY_ONSA_FINAL", Self.dueAtOnce)
            time.advance(.minutes(31))
            var (left, sum) = (Self.dueAtOnce, Duration.zero)
            while left > 0 {
                var done = 0
                let tick = try await ContinuousClock().measure { done = try await keeper.turn() }
                guard done > 0 else { throw NotMade() }
                ticks.append(tick)
                sum += tick
                left -= done
            }
            whole.append(sum)
        }
        tell(
            "a tick while \(Self.dueAtOnce) are due, which takes on \(ClockKeeper.clocksMax)",
            ticks,
            Self.tickGoal
        )
        tell("all ticks until these \(Self.dueAtOnce) are carried out", whole)
        await store.close()
    }

    private func caller() async throws -> Caller {
        let id = node.identity.organisation
        guard let organisation = try await store.read({ try $0.load(Organisation.self, id) }) else { throw NotMade() }
        return Caller(
            organisation: organisation,
            key: ID(id.identifier),
            role: .counsel,
            person: ID(id.identifier),
            isOnExchange: false
        )
    }

    private func start(_ code: String, _ count: Int) async throws {
        guard let code = ClockCode(code) else { throw NotMade() }
        let (owner, calendar) = (node.identity.organisation, node.calendar)
        try await store.write { transaction in
            let now = transaction.now
            for _ in 0..<count {
                let start = ClockStart(
                    about: transaction.newIdentifier(),
                    .request,
                    owner: owner,
                    startedAt: now,
                    authorityZone: .utc
                )
                _ = try transaction.startClock(code, start, calendar: calendar, by: .node(of: owner))
            }
        }
    }

    private func report(
        _ what: String,
        _ goal: Duration? = nil,
        _ body: () async throws -> Void
    ) async throws {
        var times: [Duration] = []
        for _ in 0..<Self.rounds { times.append(try await ContinuousClock().measure(body)) }
        tell(what, times, goal)
    }

    private func tell(_ what: String, _ times: [Duration], _ goal: Duration? = nil) {
        let sorted = times.sorted().map {
            Double($0.components.attoseconds) / 1e15 + Double($0.components.seconds) * 1e3
        }
        let (median, late) = (sorted[sorted.count / 2], sorted[min(sorted.count - 1, sorted.count * 99 / 100)])
        func text(_ milliseconds: Double) -> String { String(Int(milliseconds * 1000)) }
        let goalText = goal.map { goal in
            let most = Double(goal.components.attoseconds) / 1e15 + Double(goal.components.seconds) * 1e3
            return "; goal \(text(most)) µs: \(missed.judge(what, isMet: late <= most))"
        }
        Swift.print("\(what): median \(text(median)) µs, 99th percentile \(text(late)) µs\(goalText ?? "")")
    }
}

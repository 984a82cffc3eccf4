import Cooperation
import Services
import Store
import Testing

/// A platform's node with the first rules of the registry, a person who sees to clocks, and a keeper moved by hand.
struct ClockScene {
    let home: TestNode
    let counsel: Caller
    let keeper: ClockKeeper

    static func make() async throws -> ClockScene {
        let home = try await TestNode("TEST Clocks", kind: .platform)
        _ = try await home.node.importClockRules(ClockRuleText.first(), by: home.administrator)
        return ClockScene(home: home, counsel: try await home.person(.counsel))
    }

    init(home: TestNode, counsel: Caller) {
        self.home = home
        self.counsel = counsel
        keeper = ClockKeeper(node: home.node)
    }

    var own: ID<Organisation> { home.administrator.organisation.id }

    /// Starts clocks about as many things, as another use case would within its transaction.
    @discardableResult
    func start(
        _ code: String = "EU_TCO_REMOVAL",
        _ count: Int = 1,
        owner: ID<Organisation>? = nil,
        assignee: ID<Person>? = nil
    ) async throws -> [ID<Clock>] {
        let (own, calendar) = (owner ?? own, home.node.calendar)
        let code = try #require(ClockCode(code))
        let zone = try #require(ZoneName("Asia/Jakarta"))
        return try await home.store.write { transaction in
            let now = transaction.now
            return try (0..<count).map { _ in
                let start = ClockStart(
                    about: transaction.newIdentifier(),
                    .request,
                    owner: own,
                    assignee: assignee,
                    startedAt: now,
                    authorityZone: zone
                )
                return try transaction.startClock(code, start, calendar: calendar, by: .node(of: own)).id
            }
        }
    }

    func clock(_ id: ID<Clock>) async throws -> Clock {
        try #require(try await home.store.read { try $0.load(Clock.self, id) })
    }

    /// The words of the events of a clock, in order.
    func words(_ id: ID<Clock>) async throws -> [String] {
        try await home.store.read { reading in
            try reading.events(EventQuery(from: 0, types: Self.types, limit: 100_000))
                .filter { $0.subject == id.identifier }.map { String($0.type.dropFirst("clock.".count)) }
        }
    }

    private static let types = [
        ClockStarted.type, ClockStopped.type, ClockResumed.type, ClockEscalated.type, ClockBreached.type,
        ClockExpired.type, ClockEnded.type,
    ]
}

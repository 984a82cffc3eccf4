import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// The word that a request is forged, where nobody hears it.
@Suite struct `The word that a request is forged` {
    private static func alerts(_ scene: RequestScene, _ watch: AlertWatch) async throws -> [Alert] {
        while try await watch.take() > 0 {}
        return try await scene.forgeryAlerts()
    }

    @Test func `alerts counsel where an older exchange refuses it, and is said anew by whoever finds it again`()
        async throws
    {
        let scene = try await RequestScene.make()
        let node = scene.platform.node
        let watch = AlertWatch(node: node)
        try await scene.manCounsel()
        let id = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await `The answer to a forged request`.lock(id, in: scene)
        try await `The answer to a forged request`.find(id, in: scene)
        try await scene.syncRefused()
        let alert = try #require(try await Self.alerts(scene, watch).first)
        #expect(alert.role == .counsel && alert.causes == [id.identifier])
        func states() async throws -> [Dispatch.State] {
            try await node.assessment(ID(id.identifier), for: scene.counsel).request.ownWords.map(\.state)
        }
        #expect(try await states() == [.refused])
        try await `The answer to a forged request`.find(id, in: scene)
        #expect(try await states() == [.refused, .queued])
        try await `The answer to a forged request`.find(id, in: scene)
        #expect(try await states() == [.refused, .queued], "It is on its way.")
        try await scene.sync()
        #expect(try await scene.onExchange(id).foundForgedAt != nil)
        try await scene.escalate()
        #expect(try await Self.alerts(scene, watch).map(\.state) == [.over])
        let found = try await scene.platform.store.read { reading in
            try reading.events(EventQuery(types: [AssessmentFoundForged.type], limit: 10)).count
        }
        #expect(found == 1)
    }

    @Test func `reaches members who take part only later`() async throws {
        let scene = try await RequestScene.make()
        let (exchange, node) = (scene.exchange, scene.exchange.node)
        let late = try await node.registerOrganisation(
            id: nil,
            kind: .platform,
            name: "TEST Late",
            interests: nil,
            by: scene.secretary
        ).organisation.id
        _ = try await node.changeStanding(of: late, to: .observer, reason: "TEST", by: scene.secretary)
        let key = try await node.issueKey(
            for: late,
            role: .administrator,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: exchange.administrator
        )
        var cursor: String?
        /// The types of all events that are new to the member.
        func news() async throws -> [String] {
            let caller = try await exchange.caller(key.secret)
            var types: [String] = []
            while true {
                let page = try await node.readEvents(cursor: cursor, limit: 500, wait: Seconds(0), by: caller) {
                    caller
                }
                types += page.events.compactMap { $0.event.value(of: .type)?.stringValue }
                if page.events.isEmpty, page.cursor == cursor { return types }
                cursor = page.cursor
            }
        }
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await `The answer to a forged request`.lock(id, in: scene)
        try await `The answer to a forged request`.find(id, in: scene)
        try await scene.sync()
        #expect(try await !news().contains(OfficeMisused.type), "Who only observes reads no register.")
        _ = try await node.changeStanding(of: late, to: .active, reason: "TEST", by: scene.secretary)
        let told = try await news()
        let register = Exchange.followedPayloads.map { $0.type }
            .filter { AuthorisationRules.eventFamily(of: $0)?.scope == .register }
        let recorded = try await exchange.store.read { reading in
            try Set(reading.events(EventQuery(types: register, limit: 1000)).map(\.type))
        }
        #expect(recorded.contains(OfficeMisused.type))
        #expect(Set(told).isSuperset(of: recorded))
    }
}

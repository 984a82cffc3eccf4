import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// Whom it reaches that what is to stay up is to come down as well.
@Suite struct `A removal of what is to stay up` {
    private static let address = "https://third.example/1"

    private static func manned(_ scene: RequestScene) async throws -> AlertWatch {
        let watch = AlertWatch(node: scene.platform.node)
        let people = [scene.counsel, scene.lead].compactMap(\.person).map { RosterEntry(person: $0) }
        _ = try await scene.platform.node.setRoster(people, by: scene.platform.administrator)
        while try await watch.take() > 0 {}
        return watch
    }

    private static func alerts(_ scene: RequestScene, _ watch: AlertWatch) async throws -> [Alert] {
        while try await watch.take() > 0 {}
        return try await scene.platform.node.alerts(state: nil, after: nil, limit: 100).alerts.filter {
            $0.kind == .urgentRequest && $0.role == .counsel
        }
    }

    private static func refer(_ scene: RequestScene, _ address: String = address) async throws -> ID<Request> {
        try await scene.ask(.referral, "ID_TEST_REFERRAL", items: [RequestScene.item(1, address)])
    }

    private static func keepUp(_ scene: RequestScene) async throws {
        _ = try await scene.ask(.stayUp, "ID_TEST_STAY", items: [RequestScene.item(1, address)])
    }

    /// Whether a caller finds in the journal what alerts for counsel were raised for.
    private static func readsCauses(_ scene: RequestScene, _ caller: Caller) async throws -> Bool {
        var cursor: String?
        while true {
            let page = try await scene.platform.node.readEvents(
                cursor: cursor,
                limit: 500,
                wait: Seconds(0),
                by: caller
            ) { caller }
            for slice in page.events where slice.event.value(of: .type)?.stringValue?.hasPrefix("alert.") == true {
                if slice.event.shownFields.contains(where: { $0.name.text == "fact.cause" }) { return true }
            }
            guard !page.events.isEmpty else { return false }
            cursor = page.cursor
        }
    }

    @Test func `is told to counsel, whichever came first, and nobody else is told of which`() async throws {
        let scene = try await RequestScene.make()
        let watch = try await Self.manned(scene)
        let before = try await Self.refer(scene)
        _ = try await Self.refer(scene, "https://third.example/2")
        #expect(try await Self.alerts(scene, watch).isEmpty, "A referral can wait.")
        // A lead has it, and can't know what speaks against it.
        try await scene.assess(.assign(try #require(scene.lead.person)), before)
        try await Self.keepUp(scene)
        #expect(try await Self.alerts(scene, watch).map(\.causes) == [[before.identifier]])
        let after = try await Self.refer(scene, "http://WWW.third.example/1/")
        let alerts = try await Self.alerts(scene, watch)
        #expect(alerts.map(\.causes) == [[before.identifier, after.identifier]])
        #expect(alerts.map { $0.causes(toldTo: scene.counsel) } == [[before.identifier, after.identifier]])
        #expect(alerts.map { $0.causes(toldTo: scene.lead) } == [[]])
        #expect(try await Self.readsCauses(scene, scene.counsel))
        #expect(try await !Self.readsCauses(scene, scene.lead))
    }

    @Test func `asks counsel until counsel has it, and no longer than it is to stay up`() async throws {
        let scene = try await RequestScene.make()
        let watch = try await Self.manned(scene)
        try await Self.keepUp(scene)
        let taken = try await Self.refer(scene)
        try await scene.assess(.assign(try #require(scene.counsel.person)), taken)
        #expect(try await Self.alerts(scene, watch).isEmpty)
        scene.advance(.hours(73))
        try await RequestScene.keep(scene.platform)
        _ = try await Self.refer(scene)
        #expect(try await Self.alerts(scene, watch).isEmpty)
    }
}

import CanonicalJSON
import Cooperation
import Services
import Store
import Testing

/// Who asks for data about nobody asks about no person: that is seen at once, and they are not told.
@Suite struct `A target that belongs to nobody` {
    private static let target = "TEST_Nobody.7@mail.example"

    private static func registered(
        _ target: String? = nil,
        in scene: RequestScene
    ) async throws -> (canary: Canary, registrar: Caller) {
        let registrar = try await scene.platform.person(.administrator)
        return (try await scene.platform.node.registerCanary(target ?? Self.target, by: registrar), registrar)
    }

    private static func current(_ canary: Canary, in scene: RequestScene) async throws -> Canary? {
        try await scene.platform.node.canaries(limit: 100).canaries.first { $0.id == canary.id }
    }

    private static func alerts(_ scene: RequestScene, _ watch: AlertWatch) async throws -> [Alert] {
        while try await watch.take() > 0 {}
        return try await scene.platform.node.alerts(state: nil, after: nil, limit: 100).alerts
            .filter { $0.kind == .canaryNamed }
    }

    @Test func `locks a request for data that names it, however it is written, and any other not`() async throws {
        let scene = try await RequestScene.make()
        let (canary, _) = try await Self.registered(in: scene)
        let other = try await scene.ask(.disclosure, "ID_TEST_DATA", items: [RequestScene.item(1)], coSigned: true)
        let removal = try await scene.ask(
            .removalOrder,
            "ID_TEST_ORDER",
            items: [RequestScene.item(1, Self.target)]
        )
        for id in [other, removal] {
            let opened = try #require(try await scene.assessment(id))
            #expect(opened.state == .open && !opened.factors.contains(.canaryTarget))
        }
        #expect(try await Self.current(canary, in: scene)?.timesNamed == 0)
        let asked: [(RequestKind, String, String)] = [
            (.disclosure, "ID_TEST_DATA", Self.target),
            (.emergencyDisclosure, "ID_TEST_EMERGENCY", "@test_nobody.7@MAIL.example"),
        ]
        for (kind, instrument, spelling) in asked {
            let id = try await scene.ask(
                kind,
                instrument,
                items: [RequestScene.item(1), RequestScene.item(2, spelling)],
                coSigned: true
            )
            let opened = try #require(try await scene.assessment(id))
            #expect(opened.state == .locked && opened.riskScore >= RiskFactor.lockScore)
            #expect(opened.opening.factors.contains(.canaryTarget))
            #expect(try await RequestScene.code { try await scene.propose([.complied, .complied], to: id) } != nil)
        }
        #expect(try await Self.current(canary, in: scene)?.timesNamed == 2)
    }

    @Test func `is found forged by another person than who registered it, and cleared by a person alone`() async throws
    {
        let scene = try await RequestScene.make()
        let registrar = try await scene.platform.person(.lead)
        _ = try await scene.platform.node.registerCanary(Self.target, by: registrar)
        let items = [RequestScene.item(1, Self.target)]
        let forged = try await scene.ask(.disclosure, "ID_TEST_DATA", items: items, coSigned: true)
        let cleared = try await scene.ask(.disclosure, "ID_TEST_DATA", items: items, coSigned: true)
        func find(_ caller: Caller) async throws {
            let person = try #require(caller.person)
            try await scene.assess(.findForged(note: "TEST it is nobody", by: person), forged, by: caller)
        }
        #expect(try await RequestScene.code { try await find(registrar) } == "same-person")
        try await find(scene.lead)
        #expect(try await scene.assessment(forged)?.foundForgedAt != nil)
        let lead = try #require(scene.lead.person)
        try await scene.assess(.unlock(note: "TEST a slip of the pen", by: lead), cleared, by: scene.lead)
        #expect(try await scene.assessment(cleared)?.state == .open)
    }

    @Test func `alerts a lead and counsel once it is named, until somebody judged what it is`() async throws {
        let scene = try await RequestScene.make()
        let watch = AlertWatch(node: scene.platform.node)
        let people = [scene.counsel, scene.lead].compactMap(\.person).map { RosterEntry(person: $0) }
        _ = try await scene.platform.node.setRoster(people, by: scene.platform.administrator)
        _ = try await Self.registered(in: scene)
        let items = [RequestScene.item(1, Self.target)]
        let id = try await scene.ask(.disclosure, "ID_TEST_DATA", items: items, coSigned: true)
        let raised = try await Self.alerts(scene, watch)
        #expect(Set(raised.map(\.role)) == [.lead, .counsel] && raised.count == 2)
        #expect(raised.allSatisfy { $0.causes == [id.identifier] })
        let lead = try #require(scene.lead.person)
        try await scene.assess(.unlock(note: "TEST a slip of the pen", by: lead), id, by: scene.lead)
        let escalation = AlertEscalation(
            node: scene.platform.node,
            sender: ScriptedSender(),
            pages: try #require(PublicAddress("https://third.example"))
        )
        _ = try await escalation.turn()
        #expect(try await Self.alerts(scene, watch).allSatisfy { $0.state == .over })
    }

    @Test func `leaves the authority with what it would see of a request that waits, or that somebody locked`()
        async throws
    {
        enum Way: CaseIterable { case waits, isLocked, namesCanary }
        var sights: [[String]] = []
        for one in Way.allCases {
            let scene = try await RequestScene.make()
            if one == .namesCanary { _ = try await Self.registered(in: scene) }
            let items = [RequestScene.item(1, Self.target)]
            let id = try await scene.ask(.disclosure, "ID_TEST_DATA", items: items, coSigned: true)
            if one == .isLocked { try await scene.assess(.lock(factors: [.alteredDocument], note: "TEST"), id) }
            try await scene.sync()
            let state = try await scene.assessment(id)?.state
            #expect(state == (one == .waits ? Assessment.State.open : .locked))
            let sight = try await `Two authorities that ask about one item`.sight(
                of: scene.officer.caller,
                on: scene.exchange
            )
            #expect(sight.allSatisfy { !$0.lowercased().contains("canary") })
            sights.append(sight)
        }
        #expect(sights[0] == sights[1] && sights[1] == sights[2])
    }

    @Test func `is stored as a keyed hash alone, which is erased with it, and then locks nothing more`() async throws {
        let scene = try await RequestScene.make()
        let (canary, registrar) = try await Self.registered(in: scene)
        #expect(try await Self.registered(" " + Self.target.lowercased(), in: scene).canary == canary)
        func written() async throws -> [String] {
            try await scene.platform.store.read { reading in
                let records = try reading.records(at: Array(0..<(try reading.journalSize())))
                return records.flatMap { record in
                    [JSONValue.object(record.event.facts).canonicalString]
                        + record.sealedParts.compactMap { $0.content?.text }
                }
            }
        }
        #expect(try await written().allSatisfy { !$0.lowercased().contains("nobody.7") })
        func key() async throws -> String? {
            try await scene.platform.store.read {
                try $0.sealedPart(SealedKey.canaryKey.rawValue, at: canary.registeredAtPosition)
            }
        }
        #expect(try await key()?.utf8.count == 64)
        let items = [RequestScene.item(1, Self.target)]
        let before = try await scene.ask(.disclosure, "ID_TEST_DATA", items: items, coSigned: true)
        try await scene.platform.node.removeCanary(canary.id, by: registrar)
        try await scene.platform.node.removeCanary(canary.id, by: registrar)
        #expect(try await key() == nil)
        let after = try await scene.ask(.disclosure, "ID_TEST_DATA", items: items, coSigned: true)
        #expect(try await scene.assessment(before)?.state == .locked, "A person clears it, and nobody else.")
        #expect(try await scene.assessment(after)?.state == .open)
        let removed = try #require(try await Self.current(canary, in: scene))
        #expect(removed.state == .removed && removed.timesNamed == 1)
        let again = try await Self.registered(in: scene).canary
        #expect(again.id != canary.id && again.timesNamed == 0)
        let nobody = try await RequestScene.code {
            try await scene.platform.node.removeCanary(ID(before.identifier), by: registrar)
        }
        #expect(nobody == "not-found")
    }

    @Test func `locks an exercise that names it, which is not counted`() async throws {
        let scene = try await RequestScene.make()
        let (canary, _) = try await Self.registered(in: scene)
        var document = try scene.document(
            .emergencyDisclosure,
            "ID_TEST_EMERGENCY",
            items: [RequestScene.item(1, Self.target)]
        )
        document.isExercise = true
        try await scene.plan(document)
        _ = try await scene.exchange.node.fileSignedRequest(scene.sign(document, coSigned: true))
        try await scene.sync()
        #expect(try await scene.assessment(document.id)?.state == .locked)
        #expect(try await Self.current(canary, in: scene)?.timesNamed == 0)
    }
}

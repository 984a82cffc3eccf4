import Cooperation
import Services
import Store
import Testing

/// A suspension stops what the member asked on paper before it as it stops what its officers signed.
@Suite struct `Data on paper of a member that may not ask any more` {
    private static func change(_ standing: Standing, isByQuality: Bool = false, _ scene: RequestScene) async throws {
        try await scene.exchange.store.write { transaction in
            let member = try transaction.load(Organisation.self, scene.authority)
            let command = OrganisationCommand.changeStanding(standing, reason: "TEST", isByQuality: isByQuality)
            for act in try Organisation.decide(member, command, id: scene.authority) {
                try transaction.append(act, by: scene.secretary.author)
            }
        }
        try await scene.sync()
    }

    /// A paper on which the member asks for data, with an answer that complies and waits for approval.
    private static func proposed(
        _ scene: RequestScene,
        _ kind: RequestKind = .disclosure,
        isFromOffice: Bool = true
    ) async throws -> ID<Request> {
        let id = try await scene.record(kind, "OTHER") {
            $0.office = isFromOffice ? scene.office : nil
            $0.supervisorName = "TEST Head"
        }.id
        try await scene.prepare(id)
        try await scene.propose([.complied], to: id)
        return id
    }

    /// What is said where data are handed over here, and where they are noted as handed over elsewhere.
    private static func handing(_ id: ID<Request>, _ scene: RequestScene) async throws -> [String?] {
        let (node, assessment) = (scene.platform.node, ID<Assessment>(id.identifier))
        let here = try await RequestScene.code {
            try await node.disclose(.subscriber, [1], named: "TEST.txt", of: assessment, by: scene.counsel)
        }
        let elsewhere = try await RequestScene.code {
            let hash = String(repeating: "ab", count: 32)
            return try await node.noteDisclosure(
                .subscriber,
                sha256: hash,
                note: "TEST by hand",
                of: assessment,
                by: scene.counsel
            )
        }
        return [here, elsewhere]
    }

    private static let refused = "standing-insufficient"

    @Test func `do not go out, whether it was suspended before the answer was approved or after`() async throws {
        for standing in [Standing.suspended, .restricted, .withdrawn] {
            let scene = try await RequestScene.make()
            try await scene.sync()
            let (approved, waiting) = (try await Self.proposed(scene), try await Self.proposed(scene))
            try await scene.approve(approved)
            try await Self.change(standing, scene)
            #expect(try await Self.handing(approved, scene) == [Self.refused, Self.refused], "\(standing)")
            #expect(try await RequestScene.code { try await scene.approve(waiting) } == Self.refused)
            #expect(try await scene.assessment(approved)?.disclosed.isEmpty == true)
            #expect(try await scene.onPlatform(approved)?.disclosures.isEmpty == true)
            #expect(try await scene.assessment(waiting)?.state == .proposed)
        }
    }

    @Test func `go out while it is active, and once the members let it ask again`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        let id = try await Self.proposed(scene)
        try await scene.approve(id)
        try await Self.change(.suspended, scene)
        #expect(try await Self.handing(id, scene) == [Self.refused, Self.refused])
        try await Self.change(.active, scene)
        #expect(try await Self.handing(id, scene) == [nil, nil])
    }

    @Test func `go out in an emergency of one that only its share of refused items suspended`() async throws {
        for isByQuality in [true, false] {
            let scene = try await RequestScene.make()
            try await scene.sync()
            let id = try await Self.proposed(scene, .emergencyDisclosure)
            try await scene.approve(id)
            try await Self.change(.suspended, isByQuality: isByQuality, scene)
            let code = isByQuality ? nil : Self.refused
            #expect(try await Self.handing(id, scene) == [code, code])
        }
    }

    @Test func `go out as to a stranger where it left and names no office of the register`() async throws {
        for standing in [Standing.withdrawn, .suspended] {
            let scene = try await RequestScene.make()
            try await scene.sync()
            let id = try await Self.proposed(scene, isFromOffice: false)
            try await scene.approve(id)
            try await Self.change(standing, scene)
            let elsewhere = try await Self.handing(id, scene)[1]
            #expect(elsewhere == (standing == .withdrawn ? nil : Self.refused))
        }
    }
}

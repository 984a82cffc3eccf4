import Cooperation
import Services
import Testing

/// What only an exchange can know of a request for data: that others were asked about the same.
@Suite struct `That the same target was asked of others` {
    private static func file(
        _ target: String,
        to addressee: ID<Organisation>,
        _ kind: RequestKind = .disclosure,
        isExercise: Bool = false,
        in scene: RequestScene
    ) async throws -> Request {
        var document = try scene.document(
            kind,
            kind == .disclosure ? "ID_TEST_DATA" : "ID_TEST_REFERRAL",
            items: [RequestScene.item(1, "https://third.example/\(target)")],
            to: .member(addressee)
        )
        document.isExercise = isExercise
        if isExercise { try await scene.plan(document) }
        return try await scene.exchange.node.fileSignedRequest(scene.sign(document)).request
    }

    private static func fourth(_ scene: RequestScene) async throws -> ID<Organisation> {
        try await scene.exchange.member("TEST Fourth", .platform, interests: Interests(owners: ["owner.fourth"])).id
    }

    @Test func `within seven days makes a request more doubtful, and later no more`() async throws {
        let scene = try await RequestScene.make()
        let fourth = try await Self.fourth(scene)
        // So that all of them come at noon of their office.
        scene.advance(.hours(4))
        #expect(try await !Self.file("a", to: fourth, in: scene).sameTargetElsewhere)
        #expect(try await !Self.file("b", to: fourth, in: scene).sameTargetElsewhere)
        scene.advance(.hours(7 * 24 - 1))
        let within = try await Self.file("a", to: scene.member, in: scene)
        #expect(within.sameTargetElsewhere)
        scene.advance(.hours(2))
        let later = try await Self.file("b", to: scene.member, in: scene)
        #expect(!later.sameTargetElsewhere)
        try await scene.sync()
        let doubted = try #require(try await scene.assessment(within.id))
        let other = try #require(try await scene.assessment(later.id))
        #expect(Set(doubted.factors).subtracting(other.factors) == [.sameTargetElsewhere])
        #expect(doubted.riskScore == other.riskScore + 10)
    }

    @Test
    func `is not said of what the same addressee was asked, of what was turned away, of practice or of referrals`()
        async throws
    {
        let scene = try await RequestScene.make()
        let (fourth, node) = (try await Self.fourth(scene), scene.exchange.node)
        _ = try await Self.file("same", to: scene.member, in: scene)
        _ = try await Self.file("practice", to: fourth, isExercise: true, in: scene)
        _ = try await Self.file("referral", to: fourth, .referral, in: scene)
        for standing in [Standing.suspended, .active] {
            _ = try await node.changeStanding(
                of: scene.authority,
                to: standing,
                reason: "TEST vote",
                by: scene.secretary
            )
            guard standing == .suspended else { continue }
            #expect(try await Self.file("turnedAway", to: fourth, in: scene).state == .turnedAway)
        }
        for target in ["same", "practice", "referral", "turnedAway"] {
            #expect(try await !Self.file(target, to: scene.member, in: scene).sameTargetElsewhere, "\(target)")
        }
        // Of the very same it is said where somebody else was asked.
        #expect(try await Self.file("same", to: fourth, in: scene).sameTargetElsewhere)
    }
}

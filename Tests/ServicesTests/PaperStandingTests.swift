import Cooperation
import Services
import Testing

/// A suspension stops what the member asked on paper before it as it stops what its officers signed.
@Suite struct `Data on paper of a member that may not ask any more` {
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

    private static let refused = "standing-insufficient"

    @Test func `do not go out, whether it was suspended before the answer was approved or after`() async throws {
        for standing in [Standing.suspended, .restricted, .withdrawn] {
            let scene = try await RequestScene.make()
            try await scene.sync()
            let (approved, waiting) = (try await Self.proposed(scene), try await Self.proposed(scene))
            try await scene.approve(approved)
            try await scene.changeStanding(to: standing)
            #expect(try await scene.handing(approved) == [Self.refused, Self.refused], "\(standing)")
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
        try await scene.changeStanding(to: .suspended)
        #expect(try await scene.handing(id) == [Self.refused, Self.refused])
        try await scene.changeStanding(to: .active)
        #expect(try await scene.handing(id) == [nil, "hand-over-here"])
    }

    @Test func `go out in an emergency of one that only its share of refused items suspended`() async throws {
        for isByQuality in [true, false] {
            let scene = try await RequestScene.make()
            try await scene.sync()
            let id = try await Self.proposed(scene, .emergencyDisclosure)
            try await scene.approve(id)
            try await scene.changeStanding(to: .suspended, isByQuality: isByQuality)
            let codes: [String?] = isByQuality ? [nil, "hand-over-here"] : [Self.refused, Self.refused]
            #expect(try await scene.handing(id) == codes)
        }
    }

    @Test func `go out as to a stranger where it left and names no office of the register`() async throws {
        for standing in [Standing.withdrawn, .suspended] {
            let scene = try await RequestScene.make()
            try await scene.sync()
            let id = try await Self.proposed(scene, isFromOffice: false)
            try await scene.approve(id)
            try await scene.changeStanding(to: standing)
            let elsewhere = try await scene.handing(id)[1]
            #expect(elsewhere == (standing == .withdrawn ? nil : Self.refused))
        }
    }
}

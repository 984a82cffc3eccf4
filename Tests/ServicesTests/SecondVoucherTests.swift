import Cooperation
import Services
import Statements
import Store
import Testing

/// An authority enters its own office; where a life is at stake, one person's call to a number is too little to believe it.
@Suite struct `An office for which one person vouches` {
    private static let needed = "second-voucher-needed"

    private static func vouch(_ scene: RequestScene, by voucher: Caller) async throws {
        _ = try await scene.exchange.node.vouchForOffice(scene.office, how: "TEST call", by: voucher)
        try await scene.sync()
    }

    private static func vouchAsSecond(_ scene: RequestScene) async throws {
        try await vouch(scene, by: RequestScene.second(scene.secretary))
    }

    /// Ends every word that was given for the office; one person vouches anew.
    private static func leaveOneWord(_ scene: RequestScene) async throws {
        let texts: [OfficeText: String] = [.telephone: "+62 21 555 0100"]
        _ = try await scene.exchange.node.changeOffice(
            scene.office,
            .init(texts: texts),
            by: scene.authorityAdministrator
        )
        try await vouch(scene, by: scene.secretary)
    }

    private static func call(_ id: ID<Request>, _ scene: RequestScene) async throws {
        let called = IdentityCheck.Called(number: "+62 21 555 0100", source: "TEST directory")
        let call = AssessmentCommand.checkIdentity(
            .callBack,
            .confirmed,
            note: "TEST call",
            by: scene.lead.person,
            called: called
        )
        try await scene.assess(call, id, by: scene.lead)
    }

    @Test func `files no emergency until another person vouches too, and anything else as before`() async throws {
        let scene = try await RequestScene.make()
        func file(_ kind: RequestKind, _ instrument: String) async throws -> String? {
            let statement = try scene.sign(try scene.document(kind, instrument), coSigned: true)
            return try await RequestScene.code { try await scene.exchange.node.fileSignedRequest(statement) }
        }
        try await Self.leaveOneWord(scene)
        #expect(try await file(.emergencyDisclosure, "ID_TEST_EMERGENCY") == Self.needed)
        #expect(try await file(.disclosure, "ID_TEST_DATA") == nil)
        try await Self.vouch(scene, by: scene.secretary)
        let again = try await file(.emergencyDisclosure, "ID_TEST_EMERGENCY")
        #expect(again == Self.needed, "The same person's word twice is one.")
        try await Self.vouchAsSecond(scene)
        #expect(try await file(.emergencyDisclosure, "ID_TEST_EMERGENCY") == nil)
    }

    @Test func `has an emergency counted whose instrument nobody accepts, and files none that names none`() async throws
    {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        try await scene.adopt("ID_TEST_CROWN", .emergencyDisclosure, isAccepted: false)
        try await Self.leaveOneWord(scene)
        func sign(_ instrument: String) throws -> SignedStatement {
            try scene.sign(try scene.document(.emergencyDisclosure, instrument), coSigned: true)
        }
        let filed = try await node.fileSignedRequest(try sign("ID_TEST_CROWN")).request
        #expect(filed.state == .turnedAway && filed.turnedAwayFor == "instrument-not-accepted")
        let unknown = try sign("ID_TEST_NOWHERE")
        #expect(try await RequestScene.code { try await node.fileSignedRequest(unknown) } == "instrument-unknown")
        let kept = try sign("ID_TEST_EMERGENCY")
        #expect(try await RequestScene.code { try await node.fileSignedRequest(kept) } == Self.needed)
        #expect(try await scene.exchange.store.audit().finding == nil)
    }

    @Test func `gets no data for an emergency that it signed while two vouched for it`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await scene.prepare(id)
        try await Self.leaveOneWord(scene)
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: id) } == Self.needed)
        try await Self.vouchAsSecond(scene)
        try await Self.call(id, scene)
        try await scene.propose([.complied], to: id)
        try await Self.leaveOneWord(scene)
        #expect(try await RequestScene.code { try await scene.approve(id) } == Self.needed)
        try await Self.vouchAsSecond(scene)
        try await Self.call(id, scene)
        try await scene.approve(id)
        try await Self.leaveOneWord(scene)
        // The exchange's clock may be ahead of the platform's, and the word is not to be one of the future there.
        scene.platform.clock.advance(.hours(1))
        #expect(try await scene.disclosing(of: id) == Self.needed)
        #expect(try await scene.assessment(id)?.disclosed.isEmpty == true)
    }

    @Test func `gets no data for an emergency on paper, and for a letter that can wait as before`() async throws {
        let scene = try await RequestScene.make()
        try await Self.leaveOneWord(scene)
        func record(_ kind: RequestKind) async throws -> ID<Request> {
            let id = try await scene.record(kind, "OTHER") {
                $0.office = scene.office
                $0.supervisorName = "TEST Head"
            }.id
            try await scene.prepare(id)
            return id
        }
        let letter = try await record(.disclosure)
        try await scene.propose([.complied], to: letter)
        let id = try await record(.emergencyDisclosure)
        #expect(try await RequestScene.code { try await scene.propose([.complied], to: id) } == Self.needed)
        #expect(try await scene.handing(id) == [Self.needed, Self.needed])
        try await Self.vouchAsSecond(scene)
        try await scene.propose([.complied], to: id)
        try await scene.approve(id)
        #expect(try await scene.disclosing(of: id) == nil)
        #expect(try await scene.platform.store.audit().finding == nil)
    }
}

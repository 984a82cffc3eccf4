import CanonicalJSON
import Cooperation
import Services
import Statements
import Store
import Testing

/// The scene of requests, and beside it the authority's own node, which follows the same exchange.
struct AuthorityScene {
    let scene: RequestScene
    let home: TestNode
    let line: BentConnection
    /// The secret of the key with which its node follows.
    let secret: String
    let follower: FollowExchange
    let followed: ID<Exchange>
    /// The people of the authority on its own node.
    let officer: Caller
    let supervisor: Caller
    let administrator: Caller

    init() async throws {
        scene = try await RequestScene.make()
        home = try await TestNode("TEST Police", kind: .authority)
        let key = try await scene.exchange.node.issueKey(
            for: scene.authority,
            role: .officer,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: scene.authorityAdministrator
        )
        secret = key.secret
        line = BentConnection(DirectConnection(exchange: scene.exchange, secret: key.secret))
        follower = FollowExchange(node: home.node, connection: line, expectedKey: nil)
        (followed, _) = try await follower.meet()
        officer = try await home.person(.officer)
        supervisor = try await home.person(.supervisor)
        administrator = try await home.person(.administrator)
        try await receiveAll()
        // The clocks of the two nodes differ by some microseconds.
        home.clock.set(scene.exchange.clock.now + Seconds(1))
        try await name(scene.officer, officer)
        try await name(scene.supervisor, supervisor)
    }

    func name(_ signer: RequestScene.Signer, _ caller: Caller) async throws {
        _ = try await home.node.nameOfficer(
            signer.record,
            ofPerson: try #require(caller.person),
            of: administrator.organisation.id,
            by: administrator
        )
    }

    /// Writes a request to the platform on the authority's own node.
    func write(
        _ kind: RequestKind = .referral,
        _ instrument: String = "ID_TEST_REFERRAL",
        address: String = "https://third.example/1",
        to addressee: ID<Organisation>? = nil,
        isExercise: Bool = false
    ) async throws -> RequestDraftView {
        var wording = RequestWording(
            kind: kind,
            instrument: instrument,
            addressees: [.member(addressee ?? scene.member)],
            items: [
                .init(addressee: 0, kind: .content, address: address, ground: .incites, reasons: "TEST reasons")
            ],
            language: "id",
            isExercise: isExercise
        )
        if kind != .referral { wording.legalBasis = .init(statute: "TEST act, article 1") }
        return try await home.node.writeRequests(wording, by: officer)
    }

    func statements(
        of view: RequestDraftView,
        by key: SigningSecretKey? = nil,
        coSigned: Bool = false
    ) throws -> [SignedStatement] {
        try view.documents.map { document in
            try RequestScene.sign(document, key ?? scene.officer.key, coSigned ? scene.supervisor.key : nil)
        }
    }

    /// Writes and signs, so that the request waits in the outbox.
    func file(address: String = "https://third.example/1") async throws -> ID<Request> {
        let view = try await write(address: address)
        let draft = try await home.node.signRequestDraft(view.draft.id, statements(of: view), by: officer)
        #expect(draft.state == .filed)
        return try #require(draft.writing.requests.first)
    }

    func filing(_ id: ID<Request>) async throws -> RequestDraftView.Filing? {
        let drafts = try await home.node.requestDrafts(.filed, limit: 100, for: officer).drafts
        return try await home.node.filings(of: drafts)[id]
    }

    func receiveAll() async throws {
        while try await follower.receive(from: followed, wait: Seconds(0)) > 0 {}
    }

    func sync() async throws {
        try await receiveAll()
        _ = try await follower.deliver(to: followed)
        try await receiveAll()
    }

    func atHome(_ id: ID<Request>) async throws -> Request? {
        try await home.store.read { try $0.load(Request.self, id) }
    }
}

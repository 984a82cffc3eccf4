import Cooperation
import Services
import Statements
import Store
import Testing

/// An authority writes and signs on its own node, and files on the exchange through its outbox.
@Suite struct `What an authority signs on its own node` {
    private static func expectCode(
        _ code: String,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ work: () async throws -> some Any
    ) async throws {
        #expect(try await RequestScene.code(work) == code, sourceLocation: sourceLocation)
    }

    @Test func `is filed on the exchange, whose receipt starts the clock, and its answer comes back`() async throws {
        let there = try await AuthorityScene()
        let view = try await there.write(.removalOrder, "ID_TEST_ORDER")
        #expect(view.documents.map(\.authority) == [there.scene.authority])
        #expect(view.documents.map(\.officer) == [there.scene.officer.record])
        let draft = try await there.home.node.signRequestDraft(
            view.draft.id,
            there.statements(of: view),
            by: there.officer
        )
        let id = try #require(draft.writing.requests.first)
        #expect(draft.state == .filed)
        #expect(try await there.filing(id)?.state == .queued)
        #expect(try await there.atHome(id) == nil, "It is a request once the exchange says so.")
        there.scene.exchange.clock.advance(.hours(2))
        try await there.sync()
        let filed = try await there.scene.onExchange(id)
        #expect(filed.state == .open && filed.receivedAt.map { $0 > draft.writtenAt + .minutes(119) } == true)
        #expect(try await there.filing(id)?.state == .recorded)
        let own = try #require(try await there.atHome(id))
        #expect(own.receivedAt == filed.receivedAt && own.dueAt == filed.dueAt && own.dueAt != nil)

        try await there.scene.sync()
        _ = try await there.scene.platform.node.stopRequestClock(
            (.manifestError, "TEST which page"),
            of: ID(id.identifier),
            by: there.scene.counsel
        )
        try await there.scene.sync()
        try await there.sync()
        #expect(try await there.atHome(id)?.state == .stopped)
        #expect(try await there.home.node.request(id, for: there.officer).notes == ["TEST which page"])
        _ = try await there.scene.exchange.node.clarifyRequest(id, note: "TEST page 1", by: there.scene.officer.caller)
        try await there.scene.sync()
        try await there.scene.propose([.refusedScope], to: id)
        try await there.scene.sync()
        try await there.sync()
        let answered = try await there.home.node.request(id, for: there.officer)
        #expect(answered.request.state == .answered && answered.items.map(\.answer) == ["TEST answer refusedScope"])
        #expect(answered.answer != nil, "The signed answer comes along.")
    }

    @Test func `waits while the exchange is away, and one whose answer was lost is recorded once`() async throws {
        let there = try await AuthorityScene()
        let id = try await there.file()
        there.line.bend { $0.failure = ExchangeFailure(.unreachable, "TEST away") }
        _ = try? await there.follower.deliver(to: there.followed)
        #expect(try await there.filing(id)?.state == .queued)
        there.line.bend { bends in
            bends.failure = nil
            bends.losesAcknowledgements = true
        }
        while there.line.asked.delivered.isEmpty { _ = try? await there.follower.deliver(to: there.followed) }
        #expect(try await there.scene.onExchange(id).state == .open, "It arrived.")
        #expect(try await there.filing(id)?.state == .queued, "Which this node can't know.")
        there.line.bend { $0.losesAcknowledgements = false }
        while try await there.filing(id)?.state == .queued { _ = try await there.follower.deliver(to: there.followed) }
        #expect(try await there.filing(id)?.state == .delivered)
        try await there.receiveAll()
        #expect(try await there.filing(id)?.state == .recorded)
        #expect(try await there.scene.events(RequestFiled.type) == 1)
    }

    @Test func `and the exchange refuses comes back with its code, and can be written anew`() async throws {
        let there = try await AuthorityScene()
        let id = try await there.file()
        // What happened there after this node heard of it last.
        _ = try await there.scene.exchange.node.revokeOfficerKey(
            there.scene.officer.keyID,
            of: there.scene.officer.record,
            why: .compromised,
            reason: "TEST",
            by: there.scene.authorityAdministrator
        )
        _ = try await there.follower.deliver(to: there.followed)
        let filing = try #require(try await there.filing(id))
        #expect(filing.state == .refused && filing.code == "key-revoked")
        #expect(try await there.scene.events() == 0)
        try await there.receiveAll()
        #expect(try await there.filing(id)?.state == .refused)
        #expect(try await there.atHome(id) == nil)
        let view = try await there.write()
        try await Self.expectCode("key-revoked") {
            try await there.home.node.signRequestDraft(view.draft.id, there.statements(of: view), by: there.officer)
        }
        let fresh = try SigningSecretKey()
        try await RequestScene.add(
            fresh,
            to: there.scene.officer.record,
            by: there.scene.officer.caller,
            on: there.scene.exchange,
            vouchedBy: there.scene.secretary
        )
        try await there.receiveAll()
        _ = try await there.home.node.signRequestDraft(
            view.draft.id,
            there.statements(of: view, by: fresh),
            by: there.officer
        )
        try await there.sync()
        let anew = try #require(view.draft.writing.requests.first)
        #expect(try await there.filing(anew)?.state == .recorded)
    }

    @Test func `in the name of a suspended member is recorded, refused and counted`() async throws {
        let there = try await AuthorityScene()
        let id = try await there.file()
        _ = try await there.scene.exchange.node.changeStanding(
            of: there.scene.authority,
            to: .suspended,
            reason: "TEST vote",
            by: there.scene.secretary
        )
        _ = try await there.follower.deliver(to: there.followed)
        let filing = try #require(try await there.filing(id))
        #expect(filing.state == .refused && filing.code == "standing-insufficient")
        #expect(try await there.scene.onExchange(id).state == .turnedAway)
    }

    @Test func `needs the supervisor where the instrument wants one, by the supervisor's own key`() async throws {
        let there = try await AuthorityScene()
        let view = try await there.write(.removalOrder, "ID_TEST_SIGNED")
        #expect(view.draft.writing.needsCoSignature)
        let id = try #require(view.draft.writing.requests.first)
        let signed = try await there.home.node.signRequestDraft(
            view.draft.id,
            there.statements(of: view),
            by: there.officer
        )
        #expect(signed.state == .signed)
        #expect(try await there.filing(id) == nil, "Nothing goes out before both signed.")
        let both = try there.statements(of: view, coSigned: true)
        try await Self.expectCode("rank-insufficient") {
            try await there.home.node.coSignRequestDraft(view.draft.id, both, by: there.officer)
        }
        let forged = try view.documents.map {
            try RequestScene.sign($0, there.scene.officer.key, SigningSecretKey())
        }
        try await Self.expectCode("signer-unknown") {
            try await there.home.node.coSignRequestDraft(view.draft.id, forged, by: there.supervisor)
        }
        _ = try await there.home.node.coSignRequestDraft(view.draft.id, both, by: there.supervisor)
        try await there.sync()
        let filed = try await there.scene.onExchange(id)
        #expect(filed.state == .open && filed.filing.supervisor == there.scene.supervisor.record)
    }

    @Test func `is written by whom the administrator named as an officer of this authority, and by nobody else`()
        async throws
    {
        let there = try await AuthorityScene()
        let (node, own) = (there.home.node, there.administrator.organisation.id)
        let stranger = try await there.home.person(.officer)
        let wording = RequestWording(
            kind: .referral,
            instrument: "ID_TEST_REFERRAL",
            addressees: [.member(there.scene.member)],
            items: [],
            language: "en"
        )
        try await Self.expectCode("officer-unknown") { try await node.writeRequests(wording, by: stranger) }
        let person = try #require(stranger.person)
        try await Self.expectCode("officer-known") {
            try await node.nameOfficer(
                there.scene.officer.record,
                ofPerson: person,
                of: own,
                by: there.administrator
            )
        }
        let other = try await RequestScene.police("TEST Other", on: there.scene.exchange, there.scene.secretary)
        try await there.receiveAll()
        try await Self.expectCode("officer-not-followed") {
            try await node.nameOfficer(other.officer.record, ofPerson: person, of: own, by: there.administrator)
        }
        let choices = try await node.requestChoices(for: there.officer)
        let codes = choices.instruments.map(\.instrument.terms.code)
        #expect(codes == codes.sorted() && Set(codes).isSuperset(of: RequestScene.instruments.map(\.code)))
        #expect(choices.platforms.map(\.id) == [there.scene.member])
        try await Self.expectCode("addressee-unknown") { try await there.write(to: there.scene.authority) }
    }

    @Test func `is compared with what this authority asked before`() async throws {
        let there = try await AuthorityScene()
        let first = try await there.file(address: "https://third.example/1")
        try await there.sync()
        let view = try await there.write(address: "http://www.third.example/1/?utm_source=x")
        #expect(view.earlier.values.flatMap(\.self).map(\.request) == [first])
        #expect(try await there.write(address: "https://third.example/2").earlier.isEmpty)
    }
}

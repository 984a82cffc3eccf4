import CanonicalJSON
import Cooperation
import Fingerprints
import Services
import Store
import Testing

/// An authority with a node of its own.
@Suite struct `An authority's own node` {
    @Test func `follows what the authority asked, with the answers, and takes back nothing that was answered`()
        async throws
    {
        let scene = try await RequestScene.make()
        let home = try await TestNode("TEST Police", kind: .authority)
        let key = try await scene.exchange.node.issueKey(
            for: scene.authority,
            role: .officer,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: scene.authorityAdministrator
        )
        let line = DirectConnection(exchange: scene.exchange, secret: key.secret)
        let follower = FollowExchange(node: home.node, connection: line, expectedKey: nil)
        let (followed, _) = try await follower.meet()
        let id = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        try await scene.propose([.refusedScope], to: id)
        try await scene.sync()
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        var document = try scene.document(.referral, "ID_TEST_REFERRAL")
        (document.authority, document.office, document.officer) = (other.authority, other.office, other.officer.record)
        _ = try await scene.exchange.node.fileSignedRequest(RequestScene.sign(document, other.officer.key))
        while try await follower.receive(from: followed, wait: Seconds(0)) > 0 {}
        let foreign = document.id
        let officer = try await home.person(.officer)
        let list = try await home.node.requests(.init(), limit: 10, for: officer)
        #expect(list.requests.map(\.request.id) == [id])
        let view = try await home.node.request(id, for: officer)
        #expect(view.request.state == .answered && view.items.map(\.answer) == ["TEST answer refusedScope"])
        #expect(try await RequestScene.code { try await home.node.request(foreign, for: officer) } == "not-found")
        #expect(
            try await RequestScene.code {
                try await home.node.withdrawRequest(id, reason: "TEST", by: officer)
            } == "request-over"
        )
        let assessments = try await home.store.read { try $0.find(AggregateQuery<Assessment>(limit: 10)) }
        #expect(assessments.isEmpty)
    }

    @Test func `takes in nothing of other authorities, of signals, or of what platforms make of anything`() async throws
    {
        let there = try await AuthorityScene()
        let (scene, exchange) = (there.scene, there.scene.exchange.node)
        try await Self.propose(on: scene.exchange)
        let other = try await RequestScene.police("TEST Other", on: scene.exchange, scene.secretary)
        _ = try await exchange.submit(
            kind: .image,
            behaviours: [.threat],
            reference: "https://marker.example/submission",
            reasons: "MARKER submission",
            by: other.officer.caller
        )
        var foreign = try scene.document(.referral, "ID_TEST_REFERRAL")
        (foreign.authority, foreign.office, foreign.officer) = (other.authority, other.office, other.officer.record)
        foreign.items = [
            RequestItem(
                number: 1,
                kind: .content,
                address: "https://third.example/1",
                ground: .incites,
                reasons: "MARKER other authority"
            )
        ]
        _ = try await exchange.fileSignedRequest(RequestScene.sign(foreign, other.officer.key))
        let own = try await there.file(address: "https://third.example/1")
        try await there.sync()
        try await scene.sync()
        for request in [own, foreign.id] { try await scene.propose([.refusedScope], to: request) }
        try await scene.sync()
        try await there.sync()
        #expect(try await there.atHome(own)?.state == .answered)
        let (received, texts) = try await there.home.store.read { reading in
            var (received, texts): ([EventReceived.Inner], [String]) = ([], [])
            for event in try reading.events(EventQuery(limit: 100_000)) {
                if event.type == EventReceived.type { received.append(try event.payload(EventReceived.self).event) }
                texts += try reading.record(at: event.position)?.sealedParts.compactMap(\.content?.text) ?? []
            }
            return (received, texts)
        }
        let families = Set(received.map { String($0.type.prefix { $0 != "." }) })
        #expect(families == ["organisation", "instrument", "office", "officer", "request", "clockRule"])
        #expect(texts.contains { $0.contains("TEST answer refusedScope") })
        #expect(!texts.contains { $0.contains("MARKER") || $0.contains("marker.example") })
        #expect(Set(received.filter { $0.type.hasPrefix("request.") }.map(\.subject)) == [own.identifier])
        for event in received where event.type.hasPrefix("office") {
            #expect(event.subject == scene.office.identifier || event.organisation != other.authority)
        }
        for hidden in ["sameTargetElsewhere", "concernsProtectedRole", "tokenHash"] {
            #expect(!received.contains { $0.facts[hidden] != nil }, "\(hidden)")
        }
    }

    /// A bank with a signal and an opinion of it, shared by two platforms.
    private static func propose(on exchange: TestNode) async throws {
        let first = try await exchange.member("TEST Lentera", .platform, interests: Interests(owners: ["owner.one"]))
        let second = try await exchange.member("TEST Amihan", .platform, interests: Interests(owners: ["owner.two"]))
        let agreement = try await exchange.node.proposeAgreement(
            title: "MARKER agreement",
            parties: [first.id, second.id],
            use: .block,
            validUntil: nil,
            by: exchange.administrator
        ).agreement.id
        for member in [first, second] {
            _ = try await exchange.node.acceptAgreement(agreement, by: member.administrator)
        }
        let bank = try await exchange.node.openBank(
            name: "MARKER bank",
            agreement: agreement,
            settings: BankSettings(allowsBlocking: true),
            verifier: nil,
            by: first.administrator
        ).bank.id
        let proposal = SignalProposal(
            kind: .image,
            behaviours: [.threat],
            provenance: .ownService,
            fingerprints: [Fingerprint(pdq: `Main job`.hash(7))],
            rationale: "MARKER rationale",
            exemptionAssessment: "MARKER assessment"
        )
        let curator = try await exchange.person(of: first.administrator, .curator)
        for result in try await exchange.node.proposeSignals([(bank: bank, proposal: proposal)], by: curator) {
            let reader = try await exchange.person(of: second.administrator, .curator)
            _ = try await exchange.node.giveOpinion(
                .negative,
                of: try result.get(),
                reason: "MARKER opinion",
                dispatch: nil,
                by: reader
            )
        }
    }
}

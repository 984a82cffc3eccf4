import Cooperation
import Fingerprints
import Services
import Store
import Testing

@Suite struct `The console's lists` {
    /// How many statements the last read of a body ran.
    private static func statements(_ home: TestNode, _ body: () async throws -> Void) async throws -> Int {
        // The index reads too until it has taken everything in.
        try await home.indexed()
        _ = home.statements.take()
        try await body()
        return try #require(home.statements.take().last)
    }

    @Test func `show people, keys, members, agreements and submissions in as many statements for twenty as for two`()
        async throws
    {
        let exchange = try await TestNode("TEST Exchange", kind: .secretariat, isExchange: true)
        let secretary = try await exchange.person(.secretary)
        let authority = try await exchange.member("TEST Authority", .authority, interests: nil)
        let officer = try await exchange.person(of: authority.administrator, .officer)
        let platform = try await exchange.member("TEST Platform", .platform, interests: nil)
        let curator = try await exchange.person(of: platform.administrator, .curator)
        var parties = [platform.id, try await exchange.member("TEST Other", .civilSociety, interests: nil).id]
        func add(_ count: Int) async throws {
            for number in 0..<count {
                _ = try await exchange.person(of: platform.administrator, .reviewer)
                parties.append(try await exchange.member("TEST \(number)", .platform, interests: nil).id)
                _ = try await exchange.node.proposeAgreement(
                    title: "TEST agreement \(number)",
                    parties: Array(parties.suffix(2)),
                    use: .review,
                    validUntil: nil,
                    by: secretary
                )
                let submission = try await exchange.node.submit(
                    kind: .image,
                    behaviours: [.threat],
                    reference: "TEST \(number)",
                    reasons: "TEST reasons",
                    by: officer
                )
                _ = try await exchange.node.declineSubmission(submission.submission.id, reason: "TEST no", by: curator)
                let bank = try await exchange.node.openBank(
                    name: "TEST bank \(number)",
                    agreement: nil,
                    settings: BankSettings(),
                    verifier: nil,
                    by: platform.administrator
                ).bank.id
                let print = Fingerprint(pdq: Hash256(1, 2, 3, UInt64(number)))
                let proposal = OwnPlatform.proposal(print)
                let proposed = try await exchange.node.proposeSignals([(bank, proposal)], by: curator)
                let signal = try #require(try proposed.first?.get())
                _ = try await exchange.node.giveOpinion(
                    .positive,
                    of: signal,
                    reason: "TEST",
                    dispatch: nil,
                    by: curator
                )
            }
        }
        func counts() async throws -> [Int] {
            let node = exchange.node
            return [
                try await Self.statements(exchange) { _ = try await node.members(after: nil) },
                try await Self.statements(exchange) { _ = try await node.possibleParties() },
                try await Self.statements(exchange) {
                    _ = try await node.keysPage(after: nil, for: platform.administrator)
                },
                try await Self.statements(exchange) { _ = try await node.agreementsPage(after: nil, for: secretary) },
                try await Self.statements(exchange) { _ = try await node.submissionsPage(after: nil, for: curator) },
                try await Self.statements(exchange) { _ = try await node.memberPage(platform.id, for: secretary) },
                try await Self.statements(exchange) { _ = try await node.followedExchanges() },
            ] + (try await countsOfTheAPI())
        }
        func countsOfTheAPI() async throws -> [Int] {
            let node = exchange.node
            return [
                try await Self.statements(exchange) {
                    _ = try await node.signals(.init(), after: nil, limit: 100, for: curator)
                },
                try await Self.statements(exchange) { _ = try await node.banks(after: nil, limit: 100, for: curator) },
                try await Self.statements(exchange) {
                    _ = try await node.submissions(after: nil, limit: 100, for: curator)
                },
                try await Self.statements(exchange) {
                    _ = try await node.agreements(after: nil, limit: 100, for: secretary)
                },
                try await Self.statements(exchange) { _ = try await node.exchanges(after: nil, limit: 100) },
            ]
        }
        try await add(2)
        let before = try await counts()
        try await add(18)
        #expect(try await counts() == before)
    }

    @Test func `hide from an authority what another one handed in, and who answered`() async throws {
        let exchange = try await TestNode("TEST Exchange", kind: .secretariat, isExchange: true)
        let own = try await exchange.member("TEST Authority", .authority, interests: nil)
        let other = try await exchange.member("TEST Other", .authority, interests: nil)
        let (officer, stranger) = (
            try await exchange.person(of: own.administrator, .officer),
            try await exchange.person(of: other.administrator, .officer)
        )
        let id = try await exchange.node.submit(
            kind: .image,
            behaviours: [.threat],
            reference: "TEST reference",
            reasons: "TEST reasons",
            by: officer
        ).submission.id
        #expect(try await exchange.node.submissionsPage(after: nil, for: stranger).submissions.isEmpty)
        await #expect(throws: Refusal.self) { try await exchange.node.submissionPage(id, for: stranger) }

        let platform = try await exchange.member("TEST Platform", .platform, interests: nil)
        let curator = try await exchange.person(of: platform.administrator, .curator)
        _ = try await exchange.node.declineSubmission(id, reason: "TEST not it", by: curator)
        let page = try await exchange.node.submissionPage(id, for: officer)
        #expect(page.view.answer == "TEST not it")
        #expect(page.answeredAt != nil)
        #expect(page.authority == "TEST Authority")
    }

    @Test func `hide an agreement from a member that it does not name`() async throws {
        let exchange = try await TestNode("TEST Exchange", kind: .secretariat, isExchange: true)
        let secretary = try await exchange.person(.secretary)
        let members = [
            try await exchange.member("TEST A", .platform, interests: nil),
            try await exchange.member("TEST B", .platform, interests: nil),
            try await exchange.member("TEST C", .platform, interests: nil),
        ]
        let agreement = try await exchange.node.proposeAgreement(
            title: "TEST agreement",
            parties: [members[0].id, members[1].id],
            use: .block,
            validUntil: nil,
            by: secretary
        ).agreement.id
        let named = try await exchange.node.agreementPage(agreement, for: members[0].administrator)
        #expect(named.names[members[1].id] == "TEST B")
        let outsider = members[2].administrator
        await #expect(throws: Refusal.self) { try await exchange.node.agreementPage(agreement, for: outsider) }
        #expect(try await exchange.node.agreementsPage(after: nil, for: outsider).agreements.isEmpty)
        // A member's page tells of its agreements only to those who may know them.
        #expect(try await exchange.node.memberPage(members[0].id, for: outsider).agreements.isEmpty)
        #expect(try await exchange.node.memberPage(members[0].id, for: secretary).agreements.count == 1)
    }
}

import Cooperation
import Fingerprints
import Services
import Store
import Testing

/// Why a case matched, as its page tells it, and what else there is of its account and of its content.
@Suite struct `The evidence on the page of a case` {
    private static let proposal = DecisionProposal(
        finding: .confirmed,
        ground: .terms,
        groundReference: "TEST terms 4",
        measure: .remove,
        territory: .everywhere,
        exemption: .none,
        exemptionAssessment: "TEST none applies",
        reasons: "TEST reasons"
    )

    private static func open(_ reference: String, of account: String, in world: SmallWorld) async throws -> ID<Case> {
        let request = try CheckRequest(
            kind: .fingerprints,
            prints: [CheckRequest.Print(fingerprint: Fingerprint(pdq: SmallWorld.hash))],
            context: try CheckRequest.Context(reference: reference, link: nil, account: account)
        )
        return try #require(try await world.node.check(request, by: try world.caller(.check)).openCase)
    }

    /// The part of the page that tells of the match with a signal.
    private static func card(of signal: ID<Signal>, in page: LiveConsole.Page) throws -> String {
        let cards = page.text.split(separator: "<section class=\"card\">")
        return String(try #require(cards.first { $0.contains(signal.description) }))
    }

    /// The cases that the page lists below a heading.
    private static func others(_ heading: String, in page: LiveConsole.Page) throws -> [String] {
        guard let start = page.text.firstRange(of: "<h3>\(heading)</h3>") else { return [] }
        let rest = page.text[start.upperBound...]
        let end = try #require(rest.firstRange(of: "</ul>"))
        return rest[..<end.lowerBound].matches(of: #/href="\/console\/cases\/([0-9a-f-]{36})"/#)
            .map { String($0.output.1) }
    }

    @Test func `tells of each match the signal, its bank, its agreement and what members think of it`() async throws {
        let world = try await SmallWorld(of: 1)
        let shared = ID<Signal>(try #require(world.subjects["signals"]))
        let inOwnBank = AggregateQuery<Signal>([.equals(.bank, .text(world.banks[0].description))])
        let found = try await world.platform.store.read { try $0.find(inOwnBank) }
        let own = try #require(found.first).id
        let path = "/console/cases/" + (try #require(world.subjects["cases"]).description)
        let agreement = ID<Agreement>(try #require(world.subjects["agreements"]))
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.auditor)
            let page = try await browser.page(path + "?purpose=audit")
            #expect(page.status == 200)
            let card = try Self.card(of: shared, in: page)
            #expect(card.contains("<a href=\"/console/signals/\(shared)\">\(shared)</a>"))
            for words in [
                "2 of 256 bits differ", "Graphic violence", "TEST bank", "TEST agreement", "TEST rationale",
                "TEST no exemption", "TEST member: disagrees. TEST doubt", "Nobody but the proposer",
                "<span class=\"badge warn\">Disputed</span>",
            ] {
                #expect(card.contains(words), "\(words)")
            }
            let other = try Self.card(of: own, in: page)
            #expect(other.contains("<a href=\"/console/signals/\(own)\">\(own)</a>"))
            #expect(other.contains("1 of 256 bits differs"))
            for words in ["TEST agreement", "TEST doubt", "Disputed</span>"] {
                #expect(!other.contains(words), "\(words)")
            }

            _ = try await world.node.leaveAgreement(agreement, by: world.platform.administrator)
            let left = try Self.card(of: shared, in: try await browser.page(path))
            #expect(!left.contains("/console/signals/") && !left.contains("TEST rationale"))
        }
    }

    @Test func `lists the other cases of the same account and of the same content, and no others`() async throws {
        let world = try await SmallWorld(of: 1)
        let account = "TEST second account"
        let first = try await Self.open("TEST again", of: account, in: world)
        let lead = try await world.person()
        let decision = try await world.node.decide(first, Self.proposal, by: lead).decision.id
        _ = try await world.node.report(.carriedOut(at: world.platform.clock.now), of: decision, by: lead)
        let again = try await Self.open("TEST again", of: account, in: world)
        let beside = try await Self.open("TEST beside", of: account, in: world)
        try #require(Set([first, again, beside]).count == 3)
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.auditor)
            let (ofAccount, ofContent) = ("Other cases of this account", "Other cases of this content")
            let page = try await browser.page("/console/cases/\(again)?purpose=audit")
            #expect(try Self.others(ofAccount, in: page) == [beside.description, first.description])
            #expect(try Self.others(ofContent, in: page) == [first.description])
            let other = try await browser.page("/console/cases/\(beside)?purpose=audit")
            #expect(try Self.others(ofAccount, in: other) == [again.description, first.description])
            #expect(!other.shows(ofContent))
        }
    }
}

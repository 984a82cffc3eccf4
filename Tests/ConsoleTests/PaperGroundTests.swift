import Console
import Cooperation
import Services
import Testing

@Suite struct PaperGroundTests {
    private static let path = "/console/assessments/paper"

    private static func fields(_ ground: RequestGround?) -> [String: String] {
        var fields = [
            "kind": "referral", "instrument": "TEST_PAPER", "country": "ID", "language": "en",
            "issuedAt": "1990-01-01T10:00", "receivedAt": "1990-01-01T11:00", "authorityName": "TEST office",
            "function": "police",
            "scan": String(repeating: "0a", count: 32),
            "items": "https://lentera.example/1 | TEST first\nhttps://lentera.example/2 | TEST second",
        ]
        fields["ground"] = ground?.rawValue
        return fields
    }

    @Test func `paper about an attack is published as terrorism, and as outside of it only where it says so`()
        async throws
    {
        let platform = try await TestPlatform()
        let node = platform.node
        let counsel = Caller(
            organisation: platform.administrator.organisation,
            key: platform.administrator.key,
            role: .counsel,
            person: ID(Identifier(derivedHigh: 7, low: 1)),
            isOnExchange: false
        )
        let long = try #require(Timestamp("1980-01-01T00:00:00Z"))
        var answered = 0
        for (ground, outOfScope) in [(RequestGround.incites, 0), (.other, 2)] {
            try await LiveConsole.serving(platform) { console in
                let browser = try await console.browser(.counsel)
                let unsaid = try await browser.upload(Self.path, Self.fields(nil), from: Self.path)
                #expect(unsaid.status == 422 && unsaid.shows("TEST second"), "No ground is taken for said.")
                let recorded = try await browser.upload(Self.path, Self.fields(ground), from: Self.path)
                #expect(recorded.status == 200)
            }
            let found = try await node.assessments(limit: 10, for: counsel).assessments.map(\.assessment)
            let open = try #require(found.first { $0.state == .open })
            #expect(found.count { $0.state == .open } == 1)
            let finding = Proportionality(
                hasLegitimateAim: true,
                isCompetent: true,
                isSpecific: true,
                rabat: .init(context: 1, speaker: 1, intent: 1, contentAndForm: 1, extent: 1, likelihood: 1),
                wouldLessDo: false,
                territory: .countries(["ID"]),
                tellsPerson: true
            )
            let weighing = AssessmentCommand.weigh(finding, .init(legalBasis: "TEST", reasons: "TEST"))
            _ = try await node.assess(weighing, on: open.id, by: counsel)
            let items = [1, 2].map { RequestAnswer.Item(number: $0, outcome: .refusedRights, reasons: "TEST reasons") }
            _ = try await node.proposeAnswer(
                AnswerProposal(items: items, territory: .countries(["ID"]), isTemporary: false),
                to: open.id,
                by: counsel
            )
            answered += 2
            let figures = try await node.requestQuality(since: long).all
            #expect(figures.answeredItems == answered && figures.outOfScopeItems == outOfScope)
        }
    }
}

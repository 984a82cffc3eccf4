import Console
import Cooperation
import Services
import Testing

/// Where somebody says of a request that what was done about one of its items was wrong.
@Suite struct `Undoing what was done about a request` {
    /// A referral on paper that was complied with: by counsel, and approved by a lead.
    private static func complied(_ world: RequestWorld) async throws -> ID<Assessment> {
        let node = world.platform.node
        func caller(_ role: Role, _ number: UInt64) -> Caller {
            Caller(
                organisation: world.platform.administrator.organisation,
                key: world.platform.administrator.key,
                role: role,
                person: ID(Identifier(derivedHigh: 7, low: number)),
                isOnExchange: false
            )
        }
        let (counsel, lead) = (caller(.counsel, 1), caller(.lead, 2))
        let paper = PaperRequest(
            kind: .referral,
            instrument: "OTHER",
            country: "ID",
            territory: .countries(["ID"]),
            language: "id",
            issuedAt: node.clock(),
            receivedAt: node.clock(),
            items: [
                RequestItem(
                    number: 1,
                    kind: .content,
                    address: "https://lentera.example/1",
                    ground: .incites,
                    reasons: "TEST reasons"
                )
            ],
            scan: String(repeating: "0", count: 64),
            authorityName: "TEST Ministry",
            office: world.office,
            function: .police
        )
        let id = ID<Assessment>(try await node.recordPaperRequest(paper, from: nil, by: counsel).request.id.identifier)
        let finding = Proportionality(
            hasLegitimateAim: true,
            isCompetent: true,
            isSpecific: true,
            rabat: .init(context: 2, speaker: 2, intent: 2, contentAndForm: 2, extent: 2, likelihood: 2),
            wouldLessDo: false,
            territory: .countries(["ID"]),
            tellsPerson: true
        )
        let call = AssessmentCommand.checkIdentity(
            .callBack,
            .confirmed,
            note: "TEST",
            by: lead.person,
            called: IdentityCheck.Called(number: "+62 21 555 0100", source: "TEST directory")
        )
        _ = try await node.assess(call, on: id, by: lead)
        for command in [
            AssessmentCommand.checkForm(defects: [], factors: [], note: nil),
            .weigh(finding, .init(legalBasis: "TEST", reasons: "TEST")), .preserve(until: node.clock() + .days(400)),
        ] {
            _ = try await node.assess(command, on: id, by: counsel)
        }
        let answer = AnswerProposal(
            items: [.init(number: 1, outcome: .complied, reasons: "TEST")],
            territory: .countries(["ID"]),
            isTemporary: false
        )
        _ = try await node.proposeAnswer(answer, to: id, by: counsel)
        _ = try await node.assess(.approve(by: try #require(lead.person)), on: id, by: lead)
        return id
    }

    @Test func `asks for the item, and undoes none that was not chosen`() async throws {
        let world = try await RequestWorld()
        let path = "/console/assessments/\(try await Self.complied(world))"
        try await LiveConsole.serving(world.platform) { console in
            let lead = try await console.browser(.lead)
            let why = "TEST the wrong post"
            let unchosen = try await lead.send(
                path + "/reversal",
                ["reversal-item": "", "reversal-reasons": why],
                from: path
            )
            #expect(unchosen.status == 422 && unchosen.shows("id=\"reversal-item-error\""))
            #expect(unchosen.shows("Choose one.") && unchosen.shows(why + "</textarea>"))
            let unknown = try await lead.send(
                path + "/reversal",
                ["reversal-item": "7", "reversal-reasons": why],
                from: path
            )
            #expect(unknown.status == 422)
            #expect(unknown.shows("Nothing was done about this item that could be undone."))
            let undone = try await lead.send(
                path + "/reversal",
                ["reversal-item": "1", "reversal-reasons": why],
                from: path
            )
            #expect(undone.status == 200 && !undone.shows("/reversal\""))
        }
    }
}

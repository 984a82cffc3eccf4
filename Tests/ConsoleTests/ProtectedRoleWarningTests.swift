import Console
import Cooperation
import Services
import Testing

@Suite struct ProtectedRoleWarningTests {
    private static let warning = "What you write here goes to the authority word for word"

    private static func weigh(_ roles: [ProtectedRole], _ id: ID<Assessment>, _ world: RequestWorld) async throws {
        let finding = Proportionality(
            hasLegitimateAim: true,
            isCompetent: true,
            isSpecific: true,
            rabat: .init(context: 1, speaker: 1, intent: 1, contentAndForm: 1, extent: 1, likelihood: 1),
            wouldLessDo: false,
            protectedRoles: roles,
            territory: .countries(["ID"]),
            tellsPerson: true
        )
        let command = AssessmentCommand.weigh(finding, .init(legalBasis: "TEST basis", reasons: "TEST reasons"))
        _ = try await world.platform.node.assess(command, on: id, by: world.counsel)
    }

    @Test func `once a protected role was noted, each text that the authority reads says not to tell it of it`()
        async throws
    {
        let world = try await RequestWorld()
        let id = ID<Assessment>(try await world.order(items: 2, for: ["ID"]).identifier)
        // What was noted once stays noted, whatever another finding says.
        let findings: [(roles: [ProtectedRole], isWarned: Bool)] = [([], false), ([.journalist], true), ([], true)]
        for (roles, isWarned) in findings {
            try await Self.weigh(roles, id, world)
            try await LiveConsole.serving(world.platform) { console in
                let page = try await console.browser(.counsel).page("/console/assessments/\(id)")
                #expect(page.status == 200 && page.shows(Self.warning) == isWarned)
                for field in ["reasons-1", "reasons-2", "stop-note"] {
                    #expect(page.shows("id=\"\(field)\""), "\(field)")
                    #expect(page.shows("id=\"\(field)-warning\"") == isWarned, "\(field)")
                }
                #expect(page.shows("aria-describedby=\"reasons-1-hint reasons-1-warning\"") == isWarned)
                #expect(!page.shows("id=\"finding-reasons-warning\""), "That stays on this node.")
            }
        }
    }
}

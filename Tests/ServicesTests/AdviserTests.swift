import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

/// The independent adviser has an account on the platform's node for the requests that they are asked about, and for nothing
/// else.
@Suite struct `An adviser` {
    private static func ask(_ adviser: Caller, about id: ID<Request>, _ scene: RequestScene) async throws {
        try await scene.assess(.askAdviser(try #require(adviser.person)), id)
    }

    /// The ids of all pages of a list, and how many pages it has.
    private static func walk(
        _ page: (RequestPlace?) async throws -> (ids: [Identifier], next: RequestPlace?)
    ) async throws -> (ids: [Identifier], pages: Int) {
        var (ids, pages, place): ([Identifier], Int, RequestPlace?) = ([], 0, nil)
        repeat {
            let found = try await page(place)
            (ids, pages, place) = (ids + found.ids, pages + 1, found.next)
        } while place != nil
        return (ids, pages)
    }

    @Test func `finds the requests that they were asked about, all of them and on as many pages as those fill`()
        async throws
    {
        let scene = try await RequestScene.make()
        var all: [ID<Request>] = []
        for _ in 0..<9 { all.append(try await scene.ask(.referral, "ID_TEST_REFERRAL")) }
        let asked = [all[0], all[4], all[5]]
        for id in asked { try await Self.ask(scene.adviser, about: id, scene) }
        let other = try await scene.platform.person(.adviser)
        try await Self.ask(other, about: all[1], scene)
        let node = scene.platform.node
        for (adviser, ids) in [(scene.adviser, asked), (other, [all[1]])] {
            let list = try await Self.walk { place in
                let page = try await node.assessments(
                    after: place?.bookmark(Assessment.self),
                    limit: 2,
                    for: adviser
                )
                return (page.assessments.map(\.assessment.id.identifier), page.next.map { RequestPlace($0) })
            }
            #expect(list.ids == ids.reversed().map(\.identifier) && list.pages <= 2)
            let inbox = try await Self.walk { place in
                let page = try await node.assessmentInbox(nil, after: place, limit: 2, for: adviser)
                return (page.rows.map(\.assessment.id.identifier), page.next)
            }
            #expect(inbox.ids == list.ids && inbox.pages <= 2)
            for state in Assessment.State.allCases {
                let page = try await node.assessments(state, limit: 100, for: adviser)
                #expect(page.assessments.count == (state == .open ? ids.count : 0))
            }
            for id in all {
                let code = try await RequestScene.code { try await node.assessment(ID(id.identifier), for: adviser) }
                #expect((code == nil) == ids.contains(id))
            }
        }
        // An account that is bound to nobody sees nothing.
        let nobody = Caller(
            organisation: scene.adviser.organisation,
            key: scene.adviser.key,
            role: .adviser,
            person: nil,
            isOnExchange: false
        )
        #expect(try await node.assessments(limit: 100, for: nobody).assessments.isEmpty)
    }

    @Test func `reads no event of another request, not of what was sent about it either`() async throws {
        let scene = try await RequestScene.make()
        let asked = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        let other = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        for id in [asked, other] { try await scene.propose([.refusedScope], to: id) }
        // Nobody is asked any more about what was answered.
        let third = try await scene.ask(.removalOrder, "ID_TEST_ORDER")
        try await Self.ask(scene.adviser, about: third, scene)
        try await scene.weigh(third)
        try await scene.propose([.refusedRights], to: third)
        let page = try await scene.platform.node.readEvents(
            cursor: nil,
            limit: 500,
            wait: Seconds(0),
            by: scene.adviser
        ) { scene.adviser }
        let texts = page.events.map { event in
            event.event.shownFields.map { "\($0.name)=\($0.value.canonicalString)" }.joined(separator: " ")
        }
        #expect(!texts.contains { $0.contains("clock.started") })
        #expect(try await scene.platform.node.clocks(for: scene.adviser).clocks.isEmpty)
        for id in [asked, other] { #expect(!texts.contains { $0.contains(id.description) }) }
        #expect(texts.contains { $0.contains(third.description) && $0.contains("assessment.opened") })
        #expect(texts.contains { $0.contains(third.description) && $0.contains("dispatch.") })
    }

    @Test func `may do nothing else on the node`() async throws {
        let owner = try await RequestScene.make().adviser.organisation
        let permissions = Set(AuthorisationRules.permissions(of: owner, in: [.adviser], isOnExchange: false))
        let others = permissions.subtracting([
            .readAssessments, .adviseOnRequests, .readThreats, .adviseOnThreats, .keepAddresses,
            // What every role has; its clocks and events are cut down to the requests that were asked about.
            .readAgreements, .readClocks, .keepPreferences, .computeFingerprints, .readRegister, .readStatus,
            .readOrganisations, .readEvents, .readLog,
        ])
        #expect(others == [])
    }

    @Test func `and counsel both agree in writing, or nothing goes out that names somebody in danger`() async throws {
        let scene = try await RequestScene.make()
        let id = try await scene.ask(.emergencyDisclosure, "ID_TEST_EMERGENCY", coSigned: true)
        try await scene.prepare(id, dangers: [.exile])
        try await Self.ask(scene.adviser, about: id, scene)
        func judge(_ role: Role, _ caller: Caller, _ agrees: Bool, _ reasons: String) async throws -> String? {
            let command = AssessmentCommand.judgeDanger(
                agrees: agrees,
                reasons: reasons,
                role: role,
                by: try #require(caller.person)
            )
            return try await RequestScene.code { try await scene.assess(command, id, by: caller) }
        }
        func answer() async throws -> String? {
            try await RequestScene.code { try await scene.propose([.complied], to: id) }
        }
        #expect(try await judge(.adviser, scene.adviser, true, " ") == "text-missing", "In writing.")
        #expect(try await judge(.adviser, scene.adviser, true, "TEST reasons") == nil)
        #expect(try await answer() == "danger-not-agreed")
        #expect(try await judge(.counsel, scene.counsel, true, "TEST reasons") == nil)
        #expect(try await judge(.adviser, scene.adviser, false, "TEST second thoughts") == nil)
        #expect(try await answer() == "danger-not-agreed")
        #expect(
            try await RequestScene.code {
                try await Self.ask(scene.platform.person(.adviser), about: id, scene)
            } == "adviser-has-judged"
        )
        #expect(try await judge(.adviser, scene.adviser, true, "TEST a treaty protects") == nil)
        #expect(try await answer() == nil)
    }
}

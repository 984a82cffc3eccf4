import Cooperation
import Services
import Statements
import Store
import Testing

/// Whose word makes a request an exercise: not its authority's.
@Suite struct `A request that says of itself that it is an exercise` {
    private static let steps = [ExerciseStep(stage: .answered, within: .minutes(20))]

    private static func sign(_ view: RequestDraftView, in scene: FilingScene) async throws {
        let statements = try view.documents.map { document in
            try SignedStatement.sign(try FilingScene.statement(of: document), for: .request, with: scene.key)
        }
        _ = try await scene.home.node.signRequestDraft(view.draft.id, statements, by: scene.officer)
    }

    private static func plan(_ scene: FilingScene, by caller: Caller) async throws -> ID<Exercise> {
        try await scene.home.node.planExercise(title: "TEST", script: "TEST", steps: steps, by: caller).exercise.id
    }

    @Test func `is refused where nobody else says so, and nothing of it is recorded`() async throws {
        let scene = try await FilingScene()
        let node = scene.home.node
        let view = try await scene.write(["https://lentera.example/1"], isExercise: true)
        let id = try #require(view.draft.writing.requests.first)
        let before = try await scene.home.store.read { try $0.journalSize() }
        #expect(try await FilingScene.code { try await Self.sign(view, in: scene) } == "exercise-not-planned")
        #expect(try await scene.home.store.read { try $0.journalSize() } == before)
        #expect(try await scene.home.store.read { try $0.load(Request.self, id) } == nil)
        // Its authority's own plan is its authority's own word.
        let supervisor = try await scene.home.person(of: scene.authority, .supervisor)
        let theirs = try await Self.plan(scene, by: supervisor)
        _ = try await node.addToExercise(theirs, requests: [], draft: view.draft.id, by: supervisor)
        #expect(try await FilingScene.code { try await Self.sign(view, in: scene) } == "exercise-not-planned")
        // A plan that is over is none, and a member that takes none any more takes none.
        let over = try await Self.plan(scene, by: scene.counsel)
        _ = try await node.addToExercise(over, requests: [id], by: scene.counsel)
        _ = try await node.closeExercise(over, note: nil, by: scene.counsel)
        try await scene.takeExercises(true)
        try await scene.takeExercises(false)
        #expect(try await FilingScene.code { try await Self.sign(view, in: scene) } == "exercise-not-planned")
        #expect(try await scene.home.store.read { try $0.load(Request.self, id) } == nil)
        #expect(try await node.requestQuality().all == AuthorityQuality())
    }

    @Test func `is filed where the platform planned it, before or after it began, with its clock`() async throws {
        let scene = try await FilingScene()
        let node = scene.home.node
        let exercise = try await Self.plan(scene, by: scene.counsel)
        for number in 1...2 {
            let view = try await scene.write(["https://lentera.example/\(number)"], isExercise: true)
            let id = try #require(view.draft.writing.requests.first)
            _ = try await node.addToExercise(exercise, requests: [id], by: scene.counsel)
            let early = try await node.exerciseDebrief(exercise, for: scene.counsel).debrief.requests
            #expect(early.last?.filedAt == nil)
            try await Self.sign(view, in: scene)
            let filed = try await scene.request(id)
            #expect(filed.filing.isExercise && filed.dueAt != nil && filed.state == .open)
            let debrief = try await node.exerciseDebrief(exercise, for: scene.counsel).debrief.requests
            #expect(debrief.last?.request == id && debrief.last?.filedAt != nil)
            let began = try await node.startExercise(exercise, by: scene.counsel).exercise
            #expect(began.state == .running && began.startedAt != nil)
        }
        #expect(try await scene.home.store.audit().finding == nil)
    }

    @Test func `goes to a guest only where those who run the node planned it`() async throws {
        let scene = try await RequestScene.make()
        var document = try scene.document(
            .referral,
            "ID_TEST_REFERRAL",
            to: .guest(Identifier(derivedHigh: 7, low: 7))
        )
        document.addresseeName = "TEST small platform"
        document.isExercise = true
        let statement = try scene.sign(document)
        func code() async throws -> String? {
            try await RequestScene.code { try await scene.exchange.node.fileSignedRequest(statement) }
        }
        #expect(try await code() == "exercise-not-planned")
        let other = try await scene.exchange.member("TEST Other", .platform, interests: nil)
        try await scene.plan(document, by: try await scene.exchange.person(of: other.administrator, .counsel))
        #expect(try await code() == "exercise-not-planned")
        #expect(try await scene.events() == 0)
        try await scene.plan(document)
        #expect(try await code() == nil)
        #expect(try await scene.onExchange(document.id).filing.isExercise)
    }

    @Test func `of somebody else tells nothing to whoever adds its id`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let real = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        let other = try await scene.exchange.member("TEST Other", .platform, interests: nil)
        let caller = try await scene.exchange.person(of: other.administrator, .counsel)
        let nobody = ID<Request>(Identifier(derivedHigh: 1, low: 2))
        let exercise = try await node.planExercise(title: "TEST", script: "TEST", steps: Self.steps, by: caller)
            .exercise.id
        _ = try await node.addToExercise(exercise, requests: [real], by: caller)
        _ = try await node.addToExercise(exercise, requests: [nobody], by: caller)
        let debrief = try await node.exerciseDebrief(exercise, for: caller).debrief.requests
        #expect(debrief.map(\.request) == [real, nobody])
        #expect(debrief.allSatisfy { $0.filedAt == nil && $0.receivedAt == nil && !$0.wasBreached })
    }

    @Test func `on its authority's own node is refused by the exchange, and comes back with the code`() async throws {
        let there = try await AuthorityScene()
        func file(planned: Bool) async throws -> ID<Request> {
            let view = try await there.write(isExercise: true)
            if planned { try await there.scene.plan(try #require(view.documents.first)) }
            _ = try await there.home.node.signRequestDraft(
                view.draft.id,
                there.statements(of: view),
                by: there.officer
            )
            try await there.sync()
            return try #require(view.draft.writing.requests.first)
        }
        let refused = try await file(planned: false)
        #expect(try await there.filing(refused)?.state == .refused)
        #expect(try await there.filing(refused)?.code == "exercise-not-planned")
        #expect(try await there.scene.events() == 0)
        let planned = try await file(planned: true)
        #expect(try await there.filing(planned)?.state == .recorded)
        #expect(try await there.scene.onExchange(planned).filing.isExercise)
    }

    @Test func `is marked in every event about it, and a real one in none`() async throws {
        let scene = try await FilingScene()
        let node = scene.home.node
        let (draft, practice) = try await scene.file(["https://lentera.example/1"], isExercise: true)
        let (_, real) = try await scene.file(["https://lentera.example/2"])
        for id in [practice, real] {
            _ = try await node.assess(
                .assign(try #require(scene.counsel.person)),
                on: ID(id.identifier),
                by: scene.counsel
            )
            scene.home.clock.advance(.hours(2))
            let keeper = ClockKeeper(node: node)
            while try await keeper.turn() > 0 {}
            try await scene.refuse(id)
        }
        func events(_ request: ID<Request>) async throws -> [JournalEvent] {
            try await scene.home.store.read { reading in
                let clocks = try reading.clocks(about: request.identifier).map(\.id.identifier)
                return try reading.events(ofSubjects: [request.identifier] + clocks, limit: 1000)
            }
        }
        let marked = try await events(practice)
        #expect(Set(marked.map { $0.type.prefix { $0 != "." } }) == ["request", "assessment", "clock"])
        for event in marked { #expect(event.isExercise, "\(event.type)") }
        for event in try await events(real) { #expect(!event.isExercise, "\(event.type)") }
        let written = try await scene.home.store.read { try $0.events(EventQuery(subject: draft.identifier)) }
        #expect(written.count == 3)
        for event in written { #expect(event.isExercise, "\(event.type)") }
        #expect(try await scene.home.store.audit().finding == nil)
    }

    @Test
    func `is marked where clocks are read and in the mail about its clock, and holds up no mail about a real one`()
        async throws
    {
        let scene = try await FilingScene()
        let node = scene.home.node
        let person = try #require(scene.counsel.person)
        let address = try #require(EmailAddress("test-0@lentera.example"))
        _ = try await node.setAddress(address, of: person, in: scene.own, by: scene.counsel)
        _ = try await node.setRoster([RosterEntry(person: person)], by: scene.administrator)
        _ = try await scene.file(["https://lentera.example/1"], isExercise: true)
        let watch = AlertWatch(node: node)
        let sender = ScriptedSender()
        let pages = try #require(PublicAddress("https://lentera.example"))
        let escalation = AlertEscalation(node: node, sender: sender, pages: pages)
        func goOn() async throws {
            let keeper = ClockKeeper(node: node)
            while try await keeper.turn() > 0 {}
            while try await watch.take() > 0 {}
            _ = try await escalation.turn()
        }
        scene.home.clock.advance(.minutes(40))
        try await goOn()
        let clocks = try await node.clocks(own: false, after: nil, limit: 10, for: scene.counsel).clocks
        #expect(clocks.map(\.isExercise) == [true])
        #expect(sender.messages.map(\.subject).contains("Perisai: EXERCISE: clock near its end"))
        #expect(sender.messages.allSatisfy { $0.subject.hasPrefix("Perisai: EXERCISE: ") })
        _ = try await scene.file(["https://lentera.example/2"])
        scene.home.clock.advance(.minutes(40))
        try await goOn()
        #expect(sender.messages.map(\.subject).contains("Perisai: clock near its end"))
        scene.home.clock.advance(.hours(2))
        try await goOn()
        let subjects = sender.messages.map(\.subject)
        #expect(subjects.contains("Perisai: clock over") && subjects.contains("Perisai: EXERCISE: clock over"))
        let alerts = try await node.alerts(state: nil, after: nil, limit: 100).alerts
        for alert in alerts {
            let marks = try await scene.home.store.read { reading in
                try Set(alert.causes.flatMap { try reading.events(EventQuery(subject: $0)) }.map(\.isExercise))
            }
            #expect(marks == [alert.isExercise], "\(alert.kind)")
        }
    }
}

import Cooperation
import Services
import Store
import Testing

@Suite struct `Pages of exercises` {
    private static let path = "/console/exercises"

    private static func only(_ platform: TestPlatform) async throws -> Exercise? {
        try await platform.store.read { try $0.find(AggregateQuery<Exercise>(limit: 10)).first }
    }

    @Test func `plan one with its script, take requests before they are filed, and show what each step took`()
        async throws
    {
        let world = try await RequestWorld()
        let platform = world.platform
        let own = platform.administrator.organisation.id
        try await LiveConsole.serving(platform) { console in
            let counsel = try await console.browser(.counsel)
            #expect(try await counsel.page(Self.path).shows("None yet."))
            let nothing = [
                "title": "TEST night", "script": "TEST at three", "received": "", "lookedAt": "", "answered": "",
            ]
            let stepless = try await counsel.send(Self.path, nothing, from: Self.path)
            #expect(stepless.status == 422 && stepless.shows("TEST at three"))
            let endless = nothing.merging(["answered": "999999"]) { _, new in new }
            let wrong = try await counsel.send(Self.path, endless, from: Self.path)
            #expect(wrong.status == 422 && wrong.shows(#"id="answered-error""#))
            #expect(try await Self.only(platform) == nil)
            let plan = nothing.merging(["received": "1", "lookedAt": "15", "answered": "45"]) { _, new in new }
            #expect(try await counsel.send(Self.path, plan, from: Self.path).status == 200)
            let exercise = try #require(try await Self.only(platform))
            #expect(exercise.steps.map(\.within) == [.minutes(1), .minutes(15), .minutes(45)])
            let page = "\(Self.path)/\(exercise.id)"
            let empty = try await counsel.page(page)
            #expect(empty.shows("TEST at three") && empty.shows("No request was added yet.") && empty.shows("0:15:00"))

            let request = ID<Request>(Identifier(derivedHigh: 3, low: 4))
            let misspelt = try await counsel.send(page + "/requests", ["requests": "TEST"], from: page)
            #expect(misspelt.status == 422 && misspelt.shows(#"id="requests-error""#))
            let added = try await counsel.send(page + "/requests", ["requests": "\(request)"], from: page)
            #expect(added.status == 200 && added.shows(request.description) && added.shows("Not filed here"))
            #expect(try await Self.only(platform)?.ahead == [request])
            let empties = try await counsel.send(page + "/requests", ["requests": " "], from: page)
            #expect(empties.status == 422 && empties.shows(#"id="requests-error""#))

            // A step that was taken stands beside its plan, and the request is linked for those who may read it.
            _ = try await platform.node.declareExercises(of: own, true, by: platform.administrator)
            let filed = try await world.file(isExercise: true).request
            try await world.decide(.acknowledge(dispatch: nil), on: filed)
            let shown = try await counsel.send(page + "/requests", ["requests": "\(filed)"], from: page)
            #expect(shown.shows("In time: 0:00:00 of 0:01:00") && shown.shows("Not done"))
            #expect(shown.shows("/console/requests/\(filed)"))
            let keeper = try await console.browser(.administrator).page(page)
            #expect(keeper.shows(filed.description) && !keeper.shows("/console/requests/\(filed)"))

            // Who keeps none reads it, and who is of another organisation does not know that it is there.
            #expect(keeper.shows("\(page)/requests\""))
            let auditor = try await console.browser(.auditor).page(page)
            #expect(auditor.status == 200 && !auditor.shows("\(page)/requests\""))
            #expect(try await counsel.send(page + "/start", [:], from: page).shows("Running"))
            let closed = try await counsel.send(page + "/closing", ["note": "TEST the list was old"], from: page)
            #expect(closed.shows("TEST the list was old") && !closed.shows("/closing"))
            let late = try await counsel.send(page + "/closing", ["note": "TEST and the line too"], from: page)
            #expect(late.status == 422 && late.shows("TEST and the line too") && late.shows("is closed"))
            #expect(try await console.browser(session: world.officer).page(page).status == 404)
            #expect(try await console.browser(.reviewer).page(Self.path).status == 403)
        }
    }

    @Test func `a member says on its page whether it takes exercises that nobody planned`() async throws {
        let platform = try await TestPlatform()
        let own = platform.administrator.organisation.id
        @Sendable func takes() async throws -> Bool? {
            try await platform.store.read { try $0.load(Organisation.self, own)?.takesExercises }
        }
        try await LiveConsole.serving(platform) { console in
            let page = "/console/members/\(own)"
            let counsel = try await console.browser(.counsel)
            #expect(try await counsel.page(page).shows("Take exercises"))
            let taken = try await counsel.send(page + "/exercises", ["takes": "yes"], from: page)
            #expect(taken.shows("Your word on exercises was recorded.") && taken.shows("Take only planned ones"))
            #expect(try await takes() == true)
            _ = try await counsel.send(page + "/exercises", ["takes": "no"], from: page)
            #expect(try await takes() == false)
            #expect(try await !console.browser(.reviewer).page(page).shows("Take exercises"))
        }
    }

    @Test func `a clock of an exercise bears its mark, and a real one does not`() async throws {
        let platform = try await TestPlatform()
        _ = try await platform.node.importClockRules(ClockRuleText.first(), by: platform.administrator)
        let own = platform.administrator.organisation.id
        let calendar = platform.node.calendar
        let code = try #require(ClockCode("NZ_TAKEDOWN"))
        @Sendable func start(isExercise: Bool) async throws {
            try await platform.store.write { transaction in
                let start = ClockStart(
                    about: transaction.newIdentifier(),
                    .request,
                    owner: own,
                    startedAt: transaction.now,
                    authorityZone: .utc,
                    isExercise: isExercise
                )
                _ = try transaction.startClock(code, start, calendar: calendar, by: .node(of: own))
            }
        }
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.counsel)
            try await start(isExercise: false)
            func marks() async throws -> Int {
                try await browser.page("/console/clocks").text.ranges(of: ">Exercise<").count
            }
            #expect(try await marks() == 0)
            try await start(isExercise: true)
            #expect(try await marks() == 1)
        }
    }
}

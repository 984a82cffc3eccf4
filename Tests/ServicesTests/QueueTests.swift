import Cooperation
import Fingerprints
import SeededRandomness
import Services
import Store
import Testing

@Suite struct `The queue of cases` {
    private static func ids(
        _ platform: OwnPlatform,
        _ filter: CaseFilter,
        for caller: Caller? = nil
    ) async throws -> [ID<Case>] {
        let caller = caller ?? platform.reviewer
        let found = try await platform.node.cases(filter, limit: 1000, for: caller).cases.map(\.item.id)
        #expect(try await platform.node.countCases(filter, upTo: 1000, for: caller) == found.count)
        let bounded = try await platform.node.countCases(filter, upTo: 2, for: caller)
        #expect(bounded == min(2, found.count))
        return found
    }

    @Test func `runs as many statements for 200 rows as for 10`() async throws {
        let platform = try await OwnPlatform.make()
        var decisions: [ID<Case>] = []
        for number in 0..<200 {
            let subject = try await platform.open("post-\(number)", account: "account-\(number)")
            if number.isMultiple(of: 2) { decisions.append(subject) }
        }
        for subject in decisions { _ = try await platform.decide(subject) }
        func statements(_ body: () async throws -> Int) async throws -> (rows: Int, counts: [Int]) {
            // The index reads too, until it has taken everything in.
            try await platform.home.indexed()
            _ = platform.home.statements.take()
            let rows = try await body()
            return (rows, platform.home.statements.take())
        }
        for (filter, many) in [
            (CaseFilter.all, 200), (try CaseFilter(queue: .forMe), 100), (try CaseFilter(state: .decided), 100),
        ] {
            var counts: Set<[Int]> = []
            for limit in [10, many] {
                let page = try await statements {
                    let page = try await platform.node.cases(filter, limit: limit, for: platform.reviewer)
                    #expect(page.cases.allSatisfy { $0.reference != nil })
                    #expect(page.cases.allSatisfy { ($0.item.state == .decided) == ($0.decision != nil) })
                    return page.cases.count
                }
                #expect(page.rows == limit)
                counts.insert(page.counts)
            }
            #expect(counts.count == 1 && counts.first?.count == 1, "\(counts)")
        }
        var counts: Set<[Int]> = []
        for limit in [10, 100] {
            let page = try await statements {
                try await platform.node.decisions(after: nil, limit: limit).decisions.count { $0.reasons != nil }
            }
            #expect(page.rows == limit)
            counts.insert(page.counts)
        }
        #expect(counts.count == 1, "\(counts)")
        counts = []
        for count in [1, 20] {
            for _ in 0..<count { _ = try await platform.home.person(.auditor) }
            let own = platform.home.administrator.organisation.id
            let page = try await statements {
                try await platform.node.people(of: own, after: nil, limit: 100, for: platform.home.administrator)
                    .people.count { $0.name != nil }
            }
            #expect(page.rows >= count)
            counts.insert(page.counts)
        }
        #expect(counts.count == 1, "\(counts)")
    }

    @Test func `has the most urgent first, and of those the oldest, page by page`() async throws {
        let platform = try await OwnPlatform.make()
        let urgent = try await platform.knows([.threat], 1)
        let other = try await platform.knows([.glorification], 2)
        var expected: [(priority: Int, openedAt: Timestamp, id: ID<Case>)] = []
        for number in 0..<12 {
            let id = try await platform.open("post-\(number)", number.isMultiple(of: 3) ? urgent : other)
            let item = try await platform.node.caseView(id).item
            expected.append((item.priority, item.openedAt, id))
            platform.home.clock.advance(Seconds(1))
        }
        expected.sort { ($1.priority, $0.openedAt) < ($0.priority, $1.openedAt) }
        #expect(Set(expected.map(\.priority)).count == 2)
        var (found, bookmark): ([ID<Case>], AggregateQuery<Case>.Bookmark?) = ([], nil)
        repeat {
            let page = try await platform.node.cases(after: bookmark, limit: 5, for: platform.reviewer)
            found += page.cases.map(\.item.id)
            bookmark = page.next
        } while bookmark != nil
        #expect(found == expected.map(\.id))
    }

    @Test func `has decided cases by when the platform's answer is due, whatever their urgency and age, page by page`()
        async throws
    {
        let platform = try await OwnPlatform.make()
        let urgent = try await platform.knows([.threat], 1)
        var waiting: [ID<Case>] = []
        for number in 0..<12 {
            waiting.append(
                try await platform.open("post-\(number)", number.isMultiple(of: 3) ? urgent : OwnPlatform.hash)
            )
            platform.home.clock.advance(Seconds(1))
        }
        var generator = SplitMix64(seed: 30)
        let order = Array(waiting.shuffled(using: &generator))
        #expect(order != waiting)
        var due: [(at: Timestamp, id: ID<Case>, decision: ID<Decision>)] = []
        for id in order {
            let decision = try await platform.decide(id)
            due.append((try #require(await platform.node.decision(decision).decision.answerDueAt), id, decision))
            platform.home.clock.advance(Seconds(1))
        }
        func listed() async throws -> [ID<Case>] {
            var (found, bookmark): ([ID<Case>], AggregateQuery<Case>.Bookmark?) = ([], nil)
            repeat {
                let page = try await platform.node.cases(
                    try CaseFilter(state: .decided),
                    after: bookmark,
                    limit: 5,
                    for: platform.reviewer
                )
                for view in page.cases { #expect(view.item.answerDueAt == view.decision?.answerDueAt) }
                found += page.cases.map(\.item.id)
                bookmark = page.next
            } while bookmark != nil
            return found
        }
        #expect(try await listed() == due.sorted { $0.at < $1.at }.map(\.id))
        // What was answered, could not be done or was undone is awaited no longer.
        try await platform.carryOut(due[0].decision)
        try await platform.report(.failed(reason: "TEST gone"), of: due[4].decision)
        _ = try await platform.node.reverse(due[7].decision, reasons: "TEST reasons", by: platform.lead)
        #expect(try await listed() == [1, 2, 3, 5, 6, 8, 9, 10, 11].map { due[$0].id })
        for index in [0, 4, 7] { #expect(try await platform.node.caseView(due[index].id).item.answerDueAt == nil) }
        #expect(try await platform.home.store.audit().finding == nil)
    }

    @Test func `is filtered by state, behaviour, language, kind and assignee`() async throws {
        let platform = try await OwnPlatform.make()
        let money = try await platform.knows([.financing, .recruitment], 3)
        let plain = try await platform.open("post-1", language: "id-ID", kind: .image)
        let asked = try await platform.open("post-2", money, language: "ms", kind: .video)
        let taken = try await platform.open("post-3", money, kind: .image)
        let done = try await platform.open("post-4", language: "ID", kind: .text)
        _ = try await platform.decide(done)
        _ = try await platform.node.assignCase(taken, by: platform.reviewer)
        func expect(_ expected: Set<ID<Case>>, _ filter: CaseFilter, for caller: Caller? = nil) async throws {
            #expect(Set(try await Self.ids(platform, filter, for: caller)) == expected, "\(filter)")
        }
        try await expect([plain, asked, taken, done], .all)
        try await expect([plain, asked, taken], CaseFilter(queue: .waiting))
        try await expect([plain, asked], CaseFilter(state: .open))
        try await expect([done], CaseFilter(state: .decided, language: "id"))
        try await expect([plain, done], CaseFilter(language: "id-Latn"))
        try await expect([asked, taken], CaseFilter(behaviour: .financing))
        try await expect([taken], CaseFilter(behaviour: .recruitment, kind: .image))
        try await expect([], CaseFilter(behaviour: .threat))
        try await expect([taken], CaseFilter(assignment: .me))
        try await expect([], CaseFilter(assignment: .me), for: platform.lead)
        try await expect([plain, asked], CaseFilter(queue: .waiting, assignment: .nobody))
        platform.home.clock.advance(.minutes(31))
        try await expect([plain, asked, taken], CaseFilter(queue: .waiting, assignment: .nobody))
        let program = try await platform.home.caller(
            platform.node.issueKey(
                for: platform.home.administrator.organisation.id,
                role: .reviewer,
                person: nil,
                vouches: false,
                expiresAt: nil,
                by: platform.home.administrator
            ).secret
        )
        try await expect([plain, asked, taken, done], .all, for: program)
        for filter in [try CaseFilter(queue: .forMe), try CaseFilter(assignment: .me)] {
            await #expect { try await platform.node.cases(filter, for: program) } throws: {
                ($0 as? Refusal)?.code == "viewer-missing"
            }
        }
    }

    @Test func `for me has what I read, and nothing that a colleague works on, that I left or do not want to see`()
        async throws
    {
        let platform = try await OwnPlatform.make()
        let own = platform.home.administrator.organisation.id
        let money = try await platform.knows([.financing], 4)
        let unknown = try await platform.open("post-1", money)
        let indonesian = try await platform.open("post-2", money, language: "id")
        let thai = try await platform.open("post-3", money, language: "th")
        let graphic = try await platform.open("post-4", language: "id")
        let both = try await platform.open("post-5", money, language: "zxx")
        let mine = try CaseFilter(queue: .forMe)
        func expect(_ expected: [ID<Case>], _ caller: Caller? = nil) async throws {
            #expect(Set(try await Self.ids(platform, mine, for: caller)) == Set(expected))
        }
        try await expect([unknown, indonesian, thai, graphic, both])
        let person = try #require(platform.reviewer.person)
        _ = try await platform.node.changePerson(
            person,
            of: own,
            .changeLanguages(["ms", "id"]),
            by: platform.home.administrator
        )
        try await expect([unknown, indonesian, graphic, both])
        try await platform.node.changePreferences(
            PreferenceChoices(optedOut: [.graphicViolence]),
            by: platform.reviewer
        )
        try await expect([unknown, indonesian, both])
        _ = try await platform.node.assignCase(unknown, by: platform.lead)
        try await expect([indonesian, both])
        try await expect([unknown, indonesian, thai, graphic, both], platform.lead)
        let skipped = try await platform.node.skipCase(indonesian, reason: .conflictOfInterest, by: platform.reviewer)
        #expect(skipped.own?.isSkipped == true)
        try await expect([both])
        #expect(try await platform.node.takeNextCase(by: platform.reviewer)?.item.id == both)
        platform.home.clock.advance(.minutes(31))
        try await expect([unknown, both])
        let listed = try await platform.node.cases(.all, for: platform.reviewer).cases
        #expect(listed.filter { $0.own?.isSkipped == true }.map(\.item.id) == [indonesian])
        #expect(listed.filter { $0.own?.optedOut == [.graphicViolence] }.map(\.item.id) == [graphic])
        try await expect([unknown, indonesian, thai, graphic, both], platform.lead)
    }

    @Test func `asks for the reason of a skip once for each person, and gives the case back`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        _ = try await platform.node.assignCase(subject, by: platform.reviewer)
        func skip(_ reason: SkipReason?, _ note: String? = nil, by caller: Caller) async throws -> CaseView {
            try await platform.node.skipCase(subject, reason: reason, note: note, by: caller)
        }
        await #expect { try await skip(nil, by: platform.reviewer) } throws: {
            ($0 as? Refusal)?.code == "skip-reason-missing"
        }
        #expect(try await platform.state(of: subject) == .assigned)
        #expect(try await skip(.wellbeing, "TEST a note", by: platform.reviewer).item.state == .open)
        _ = try await platform.node.assignCase(subject, by: platform.reviewer)
        #expect(try await skip(nil, by: platform.reviewer).item.state == .open)
        await #expect { try await skip(nil, by: platform.lead) } throws: {
            ($0 as? Refusal)?.code == "skip-reason-missing"
        }
        let events = try await platform.home.store.read { reading in
            try reading.events(EventQuery(subject: subject.identifier, types: [CaseSkipped.type]))
        }
        #expect(events.count == 1)
        let position = try #require(events.first?.position)
        #expect(try await platform.home.store.read { try $0.sealedPart("note", at: position) } == "TEST a note")
        #expect(try await platform.home.store.audit().finding == nil)
    }

    @Test func `gives two people who ask at once for the next case each another`() async throws {
        let platform = try await OwnPlatform.make()
        for number in 0..<20 { _ = try await platform.open("post-\(number)") }
        var taken: [ID<Case>] = []
        for _ in 0..<10 {
            async let one = platform.node.takeNextCase(by: platform.reviewer)
            async let other = platform.node.takeNextCase(by: platform.lead)
            let both = try await [one, other].compactMap { $0?.item.id }
            #expect(both.count == 2 && both[0] != both[1])
            taken += both
            for (subject, person) in zip(both, [platform.reviewer, platform.lead]) {
                _ = try await platform.decide(subject, by: person)
            }
        }
        #expect(Set(taken).count == 20)
        #expect(try await platform.node.takeNextCase(by: platform.reviewer) == nil)
    }
}

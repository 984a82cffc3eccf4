import CanonicalJSON
import Cooperation
import Services
import Store
import Testing
import TransparencyLog

@Suite struct `Who opens a case` {
    private static func readings(_ platform: OwnPlatform) async throws -> [Reading] {
        try await platform.node.readings(for: platform.lead, limit: 1000).readings
    }

    @Test func `says what for, unless they work on it or decided it`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1", link: "https://lentera.example/1", account: "TEST account")
        await #expect { try await platform.node.readCase(subject, by: platform.reviewer) } throws: {
            ($0 as? Refusal)?.code == "purpose-required"
        }
        await #expect {
            try await platform.node.readCase(subject, purpose: .assignment, by: platform.reviewer)
        } throws: {
            ($0 as? Refusal)?.code == "purpose-required"
        }
        await #expect {
            try await platform.node.readCase(ID(Identifier(high: 1, low: 2)), by: platform.reviewer)
        } throws: {
            ($0 as? Refusal)?.code == "not-found"
        }
        #expect(try await Self.readings(platform).isEmpty)
        let previewed = try await platform.node.readCase(subject, purpose: .preview, by: platform.lead)
        #expect(previewed.link == "https://lentera.example/1" && previewed.account == "TEST account")
        _ = try await platform.node.assignCase(subject, by: platform.reviewer)
        #expect(try await platform.node.readCase(subject, by: platform.reviewer).item.id == subject)
        let decision = try await platform.decide(subject)
        try await platform.carryOut(decision)
        _ = try await platform.node.readCase(subject, by: platform.reviewer)
        let found = try await Self.readings(platform)
        #expect(found.map(\.person) == [platform.reviewer.person, platform.lead.person])
        #expect(found.map(\.purpose) == [.assignment, .preview])
        let other = try await platform.open("post-2")
        _ = try await platform.decide(other, by: platform.lead)
        _ = try await platform.node.readCase(other, by: platform.lead)
        #expect(try await Self.readings(platform).first?.purpose == .assignment)
    }

    @Test func `is noted at most once for each person, case and hour, also where they open it at once`() async throws {
        let platform = try await OwnPlatform.make()
        let subjects = [try await platform.open("post-1"), try await platform.open("post-2")]
        for round in 1...3 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for subject in subjects + subjects + subjects {
                    for caller in [platform.reviewer, platform.lead] {
                        group.addTask {
                            _ = try await platform.node.readCase(subject, purpose: .qualityReview, by: caller)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await Self.readings(platform).count == 4 * round)
            platform.home.clock.advance(.hours(1))
        }
        #expect(try await platform.home.store.audit().finding == nil)
    }

    @Test func `leaves the case itself as it is, and asks no writer where all is noted`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        let before = try await platform.node.caseView(subject).item
        _ = try await platform.node.readCase(subject, purpose: .audit, by: platform.lead)
        let size = platform.home.store.journalGrowth.size
        _ = try await platform.node.readCase(subject, purpose: .audit, by: platform.lead)
        #expect(platform.home.store.journalGrowth.size == size)
        #expect(try await platform.node.caseView(subject).item == before)
    }

    @Test func `is listed by person and by case, the latest first, page by page`() async throws {
        let platform = try await OwnPlatform.make()
        var subjects: [ID<Case>] = []
        for number in 0..<5 {
            subjects.append(try await platform.open("post-\(number)"))
            platform.home.clock.advance(Seconds(1))
            for caller in [platform.reviewer, platform.lead] {
                _ = try await platform.node.readCase(subjects[number], purpose: .legal, by: caller)
            }
        }
        let person = try #require(platform.lead.person)
        #expect(
            try await platform.node.readings(for: platform.lead, by: person).readings.map(\.subject)
                == subjects.reversed().map { .case($0) }
        )
        #expect(try await platform.node.readings(for: platform.lead, of: subjects[2].identifier).readings.count == 2)
        let both = try await platform.node.readings(for: platform.lead, by: person, of: subjects[2].identifier)
        #expect(both.readings.count == 1)
        var (found, bookmark): ([Reading], ReadingBookmark?) = ([], nil)
        repeat {
            let page = try await platform.node.readings(for: platform.lead, after: bookmark, limit: 3)
            found += page.readings
            bookmark = page.next
        } while bookmark != nil
        #expect(found.count == 10 && Set(found.map(\.id)).count == 10)
        #expect(found.map(\.readAt) == found.map(\.readAt).sorted(by: >))
    }

    @Test func `needs no purpose where a program does, and nothing is noted then`() async throws {
        let platform = try await OwnPlatform.make()
        let subject = try await platform.open("post-1")
        let own = platform.home.administrator.organisation.id
        let key = try await platform.node.issueKey(
            for: own,
            role: .reviewer,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: platform.home.administrator
        )
        let view = try await platform.node.readCase(subject, by: platform.home.caller(key.secret))
        #expect(view.reference == "post-1" && view.own == nil)
        #expect(try await Self.readings(platform).isEmpty)
    }

    @Test func `reads link and account with the one case, and not in a list`() async throws {
        let platform = try await OwnPlatform.make()
        _ = try await platform.open(
            "post-1",
            link: "https://lentera.example/1",
            thumbnail: "https://media.lentera.example/1.jpg",
            account: "TEST account"
        )
        let listed = try await platform.node.cases(.all, for: platform.lead).cases
        #expect(listed.map(\.reference) == ["post-1"] && listed.map(\.link) == [nil] && listed.map(\.account) == [nil])
        #expect(listed.map(\.thumbnail) == [nil])
    }

    @Test func `of what is to stay up is told to nobody who may not read it`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.platform.node
        let stays = try await scene.ask(.stayUp, "ID_TEST_STAY")
        let goes = try await scene.ask(.referral, "ID_TEST_REFERRAL")
        for request in [stays, goes] {
            for subject in [Reading.Subject.request(request), .assessment(ID(request.identifier))] {
                try await node.noteReading(of: subject, by: scene.counsel)
            }
        }
        let auditor = try await scene.platform.person(.auditor)
        for (caller, expected) in [(scene.counsel, [stays, goes]), (scene.lead, [goes]), (auditor, [goes])] {
            let found = try await node.readings(for: caller).readings.map(\.subject.identifier)
            #expect(Set(found) == Set(expected.map(\.identifier)))
            guard caller.role != .counsel else { continue }
            let told = try await scene.platform.slice(for: caller).map(\.event.json.canonicalString)
                .filter { $0.contains("reading.noted") }
            #expect(told.count == 2 && !told.contains { $0.contains(stays.description) })
        }
    }
}

import Console
import Cooperation
import Services
import Testing

@Suite struct ReadingPageTests {
    @Test func `who reads a request and what is made of it is noted once an hour, and told to their own people alone`()
        async throws
    {
        let world = try await RequestWorld()
        let request = try await world.file().request
        let node = world.platform.node
        try await LiveConsole.serving(world.platform) { console in
            let counsel = try await console.browser(.counsel)
            let paths = ["requests", "assessments"].map { "/console/\($0)/\(request)" }
            for path in paths + paths { #expect(try await counsel.page(path).status == 200) }
            let officer = console.browser(session: world.officer)
            #expect(try await officer.page(paths[0]).status == 200)
            #expect(try await officer.page(paths[1]).status == 404)
            let found = try await node.readings(for: world.platform.administrator, limit: 100).readings
            #expect(Set(found.map(\.subject.kind)) == [.request, .assessment] && found.count == 2)
            #expect(found.allSatisfy { $0.subject.identifier == request.identifier && $0.purpose == .legal })
            let keeper = try await console.browser(.administrator)
            let list = try await keeper.page("/console/readings")
            #expect(list.shows("Assessment of a request") && list.shows(request.description))
            // What the officer read is their own people's business, and none of the platform.
            #expect(try await officer.page("/console/readings").status == 404)
            let officers = try await node.readings(for: try await world.asker()).readings
            #expect(officers.map(\.subject) == [.request(request)])
        }
    }

    @Test func `a colleague's page is noted, and one's own is not`() async throws {
        let platform = try await TestPlatform()
        let person = try await platform.colleague()
        try await LiveConsole.serving(platform) { console in
            let keeper = try await console.browser(.administrator)
            for _ in 0..<2 { #expect(try await keeper.page("/console/people/\(person)").status == 200) }
            #expect(try await keeper.page("/console/people/\(ID<Person>(Identifier(high: 1, low: 2)))").status == 404)
            let found = try await platform.node.readings(for: platform.administrator, limit: 10).readings
            #expect(found.map(\.subject) == [.person(person)] && found.map(\.purpose) == [.duty])
            let reader = try #require(found.first?.person)
            #expect(try await keeper.page("/console/people/\(reader)").status == 200)
            #expect(try await platform.node.readings(for: platform.administrator, limit: 10).readings.count == 1)
        }
    }

    @Test func `a page that is shown again with what was refused is noted as well`() async throws {
        let world = try await RequestWorld()
        let request = try await world.file().request
        let node = world.platform.node
        try await LiveConsole.serving(world.platform) { console in
            let counsel = try await console.browser(.counsel)
            let path = "/console/assessments/\(request)"
            // The token of a form is the session's, so that nothing needs to be opened for it.
            let refused = try await counsel.send(path + "/unlock", ["unlock-note": ""], from: "/console/assessments")
            #expect(refused.status == 422 && refused.shows("TEST"))
            let found = try await node.readings(for: world.platform.administrator, limit: 10).readings
            #expect(found.map(\.subject) == [.assessment(ID(request.identifier))])

            let officer = console.browser(session: world.officer)
            let asked = try await officer.send(
                "/console/requests/\(request)/withdrawal",
                ["reason": ""],
                from: "/console/requests"
            )
            #expect(asked.status == 422)
            let officers = try await node.readings(for: try await world.asker()).readings
            #expect(officers.map(\.subject) == [.request(request)])
        }
    }

    @Test func `an act of the journal that shows what was written of a request is noted`() async throws {
        let world = try await RequestWorld()
        let request = try await world.file().request
        let node = world.platform.node
        try await LiveConsole.serving(world.platform) { console in
            let counsel = try await console.browser(.counsel)
            let list = try await counsel.page("/console/journal?about=\(request)")
            let positions = list.text.matches(of: #/console/journal/([0-9]+)/#).map(\.output.1)
            #expect(!positions.isEmpty)
            #expect(try await node.readings(for: world.platform.administrator, limit: 10).readings.isEmpty)
            for position in positions { #expect(try await counsel.page("/console/journal/\(position)").status == 200) }
            let found = try await node.readings(for: world.platform.administrator, limit: 10).readings
            #expect(found.map(\.subject).contains(.request(request)))
        }
    }
}

import Console
import Cooperation
import Services
import Store
import Testing

/// Where somebody says, in an emergency, why the data that went out were not enough.
@Suite struct `Handing over more in an emergency` {
    /// An emergency on paper to which two people answered that data go out.
    private static func released(_ world: RequestWorld) async throws -> ID<Assessment> {
        let id = try await world.emergency([.subscriber, .traffic])
        try await world.addSealingKey()
        try await world.comply(with: id)
        return id
    }

    /// A letter of somebody who has no key here, to which two people answered that data go out.
    private static func letter(_ world: RequestWorld) async throws -> ID<Assessment> {
        let item = RequestItem(number: 1, kind: .account, address: "@test", ground: .threatens, reasons: "TEST reasons")
        let request = try await world.recordPaper(.disclosure, items: [item]) {
            $0.categories = [.subscriber, .traffic]
            $0.supervisorName = "TEST Head"
        }
        let id = ID<Assessment>(request.identifier)
        try await world.comply(with: id)
        return id
    }

    @Test func `offers to note that data left another way where nobody has a key, and in no emergency`() async throws {
        let world = try await RequestWorld()
        let (letter, emergency) = (try await Self.letter(world), try await Self.released(world))
        try await LiveConsole.serving(world.platform) { console in
            let counsel = try await console.browser(.counsel)
            for (id, isOffered) in [(letter, true), (emergency, false)] {
                let page = try await counsel.page("/console/assessments/\(id)")
                #expect(page.status == 200 && page.shows("disclosure-category"))
                #expect(page.shows("handed-category") == isOffered)
            }
            let handed = [
                "handed-category": "subscriber", "handed-sha256": String(repeating: "a", count: 64),
                "handed-note": "TEST by courier",
            ]
            let path = "/console/assessments/\(emergency)"
            let refused = try await counsel.send(path + "/handed", handed, from: path)
            #expect(refused.status == 422 && refused.shows("hand the data over here, encrypted to it"))
        }
    }

    @Test func `shows the form again that was refused, with what was typed and the error at its field`() async throws {
        let world = try await RequestWorld()
        let path = "/console/assessments/\(try await Self.letter(world))"
        try await LiveConsole.serving(world.platform) { console in
            let counsel = try await console.browser(.counsel)
            let opened = "<details open><summary>"
            let noted = try await counsel.send(
                path + "/handed",
                ["handed-category": "subscriber", "handed-sha256": "TEST cut off", "handed-note": "TEST by courier"],
                from: path
            )
            #expect(noted.status == 422)
            #expect(noted.shows("id=\"handed-sha256-error\"") && noted.shows("value=\"TEST cut off\""))
            #expect(noted.shows("<option value=\"subscriber\" selected>") && noted.shows("TEST by courier</textarea>"))
            #expect(noted.shows(opened + "Note that data were handed over"))
            #expect(noted.text.ranges(of: opened).count == 1, "No other form is opened.")
            let unsaid = try await counsel.send(
                path + "/handed",
                [
                    "handed-category": "subscriber", "handed-sha256": String(repeating: "c", count: 64),
                    "handed-note": " ",
                ],
                from: path
            )
            #expect(unsaid.status == 422 && unsaid.shows("id=\"handed-note-error\""))
            #expect(unsaid.shows("value=\"\(String(repeating: "c", count: 64))\""))
            let early = try await counsel.send(
                path + "/handed",
                [
                    "handed-category": "subscriber", "handed-sha256": String(repeating: "c", count: 64),
                    "handed-note": "TEST by courier", "handed-handedAt": "2001-01-31T17:30",
                ],
                from: path
            )
            #expect(early.status == 422 && early.shows("id=\"handed-handedAt-error\""))
            #expect(early.shows("value=\"2001-01-31T17:30\""))
            let fileless = try await counsel.upload(
                path + "/disclosure",
                ["disclosure-category": "traffic"],
                from: path
            )
            #expect(fileless.status == 422 && fileless.shows("id=\"disclosure-file-error\""))
            #expect(fileless.shows("<option value=\"traffic\" selected>"))
            #expect(fileless.shows(opened + "Disclose data"))
            #expect(fileless.text.ranges(of: opened).count == 1, "No other form is opened.")
        }
    }

    @Test func `asks another person than who began why less was not enough, before the rest goes out`() async throws {
        let world = try await RequestWorld()
        let id = try await Self.released(world)
        let path = "/console/assessments/\(id)"
        try await LiveConsole.serving(world.platform) { console in
            let (first, second) = (try await console.browser(.counsel), try await console.browser(.lead))
            func disclose(_ category: String, _ browser: LiveConsole.Browser) async throws -> LiveConsole.Page {
                try await browser.upload(
                    path + "/disclosure",
                    ["disclosure-category": category],
                    file: (field: "disclosure-file", bytes: Array("TEST data".utf8)),
                    from: path
                )
            }
            #expect(try await !second.page(path).shows("widening-category"), "Nothing went out yet.")
            let begun = try await disclose("subscriber", first)
            #expect(begun.status == 200 && !begun.shows("widening-category"), "Who began does not go on.")
            let early = try await disclose("traffic", second)
            #expect(early.shows("Say first why the data that went out were not enough."))
            let empty = try await second.send(
                path + "/widening",
                ["widening-category": "traffic", "widening-reasons": " "],
                from: path
            )
            #expect(empty.status == 422)
            let said = try await second.send(
                path + "/widening",
                ["widening-category": "traffic", "widening-reasons": "TEST no number"],
                from: path
            )
            #expect(said.status == 200 && said.shows("Less was not enough") && said.shows("TEST no number"))
            let rest = try await disclose("traffic", second)
            #expect(rest.status == 200 && !rest.shows("widening-category"), "There is nothing more to hand over.")
            let acts = try await world.platform.store.read { try $0.events(EventQuery(subject: id.identifier)) }
            for type in [AssessmentDisclosed.type, AssessmentWidened.type, RequestDisclosed.type] {
                let act = try #require(acts.last { $0.type == type })
                let page = try await first.page("/console/journal/\(act.position)")
                #expect(page.status == 200 && !page.shows("<dt>Opinion</dt>"), "\(type)")
                #expect(page.shows("<dt>Data</dt>") && page.shows("Traffic data"), "\(type)")
            }
            // What pages have words for is not named by its key.
            let opening = try #require(acts.last { $0.type == AssessmentOpened.type })
            let page = try await first.page("/console/journal/\(opening.position)")
            #expect(page.shows("<dt>Country</dt>") && page.shows("<dt>Items</dt>"))
            #expect(!page.shows("<dt>country</dt>") && !page.shows("<dt>items</dt>"))
            #expect(page.shows("<dd>Emergency disclosure</dd>") && !page.shows("<dd>emergencyDisclosure</dd>"))
        }
    }
}

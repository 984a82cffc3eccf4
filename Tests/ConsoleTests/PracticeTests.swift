import Console
import Cooperation
import Services
import Testing

@Suite struct PracticeTests {
    @Test func `practising all cases rightly scores all of them, writes no event and counts no check`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            var browser = try await console.browser(.reviewer)
            let before = try await platform.journalSize()
            for item in PracticeCase.all {
                let path = "/console/practice/\(item.number)"
                let page = try await browser.send(path, Self.answer(item), from: path)
                #expect(page.shows(#"<span class="badge good">Right</span>"#), "case \(item.number)")
                browser.cookies = [browser.cookies[0], try #require(page.cookie)]
            }
            #expect(try await browser.page("/console/practice").shows("20 of 20 right"))
            #expect(try await platform.journalSize() == before)
        }
    }

    @Test func `a wrong answer is told why and counts once, whatever is answered afterwards`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            var browser = try await console.browser(.reviewer)
            let item = PracticeCase.all[2]
            let path = "/console/practice/\(item.number)"
            var wrong = Self.answer(item)
            wrong["finding"] = Finding.confirmed.rawValue
            wrong["measure"] = Measure.remove.rawValue
            let page = try await browser.send(path, wrong, from: path)
            #expect(page.shows("Not quite") && page.shows("Other content, near by chance"))
            browser.cookies.append(try #require(page.cookie))
            let again = try await browser.send(path, Self.answer(item), from: path)
            #expect(again.shows("0 of 1 right"))
        }
    }

    @Test func `marks that this node did not write count for nothing`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            var browser = try await console.browser(.reviewer)
            let suffix = platform.node.identity.organisation.description.suffix(12)
            let marks = String(repeating: "1", count: 20)
            browser.cookies.append("perisai-practice-\(suffix)=\(marks).\(String(repeating: "0", count: 32))")
            #expect(try await browser.page("/console/practice").shows("0 of 0 right"))
        }
    }

    @Test func `a decision that no real case would take is refused with what was typed`() async throws {
        let platform = try await TestPlatform()
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.reviewer)
            var answer = Self.answer(PracticeCase.all[1])
            answer["measure"] = Measure.remove.rawValue
            let page = try await browser.send("/console/practice/2", answer, from: "/console/practice/2")
            #expect(page.status == 422)
            #expect(page.shows("TEST reasons") && page.shows(#"id="measure-error""#))
        }
    }

    private static func answer(_ item: PracticeCase) -> [String: String] {
        [
            "finding": item.finding.rawValue, "ground": Ground.terms.rawValue, "groundReference": "TEST 4",
            "measure": item.measures[0].rawValue, "territory": "", "exemption": item.exemption.rawValue,
            "exemptionAssessment": "TEST assessment", "reasons": "TEST reasons", "endsAt": "", "act": "decide",
        ]
    }
}

import Console
import Cooperation
import Services
import Testing

/// Where somebody says of a request that what was done about one of its items was wrong.
@Suite struct `Undoing what was done about a request` {
    /// A referral on paper that was complied with: by counsel, and approved by a lead.
    private static func complied(_ world: RequestWorld) async throws -> ID<Assessment> {
        let item = RequestItem(
            number: 1,
            kind: .content,
            address: "https://lentera.example/1",
            ground: .incites,
            reasons: "TEST reasons"
        )
        let request = try await world.recordPaper(.referral, items: [item]) { $0.office = world.office }
        let id = ID<Assessment>(request.identifier)
        try await world.comply(
            with: id,
            rabat: .init(context: 2, speaker: 2, intent: 2, contentAndForm: 2, extent: 2, likelihood: 2),
            keptFor: .days(400)
        )
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

import Console
import Cooperation
import Services
import Testing

@Suite struct `The page of a draft` {
    private static func draft(_ address: String, in world: RequestWorld) async throws -> String {
        var wording = RequestWording(
            kind: .removalOrder,
            instrument: RequestWorld.code,
            addressees: [.member(world.platform.administrator.organisation.id)],
            items: [.init(addressee: 0, kind: .content, address: address, ground: .incites, reasons: "TEST asked")],
            language: "en"
        )
        wording.legalBasis = .init(statute: "TEST act, article 1", number: "TEST 17/2026")
        let draft = try await world.platform.node.writeRequests(wording, by: try await world.asker()).draft.id
        return "/console/requests/drafts/\(draft)"
    }

    @Test func `tells the officer what their authority asked before about the same, and of nothing else`() async throws
    {
        let world = try await RequestWorld()
        _ = try await world.file()
        let known = try await Self.draft("https://lentera.example/1", in: world)
        let new = try await Self.draft("https://lentera.example/2", in: world)
        try await LiveConsole.serving(world.platform) { console in
            let officer = console.browser(session: world.officer)
            let page = try await officer.page(known)
            #expect(page.status == 200 && page.shows("<h2>Asked before</h2>"))
            #expect(page.shows("https://lentera.example/1: Your authority asked about this before: "))
            let other = try await officer.page(new)
            #expect(other.status == 200 && other.shows("https://lentera.example/2"))
            #expect(!other.shows("Asked before") && !other.shows("asked about this before"))
        }
    }
}

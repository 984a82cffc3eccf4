import Console
import Cooperation
import Services
import Synchronization
import Testing

@Suite struct `Whether an item is still up, on the officer's page` {
    /// Answers with one status, and remembers what it was asked for.
    private final class Looker: AddressLooking {
        private let links = Mutex<[String]>([])
        var asked: [String] { links.withLock { $0 } }

        func look(at link: String) async -> AddressLook {
            links.withLock { $0.append(link) }
            return .answered(status: 410)
        }
    }

    @Test func `is looked for once, at the chosen item alone, and stands with it then, without a script`() async throws
    {
        let looker = Looker()
        let world = try await RequestWorld(looking: looker)
        let (id, _) = try await world.file(items: 2)
        let path = "/console/requests/\(id)"
        try await LiveConsole.serving(world.platform) { console in
            let officer = console.browser(session: world.officer)
            let before = try await officer.page(path)
            #expect(before.shows("Still up?") && !before.shows("Not there"))
            #expect(looker.asked.isEmpty, "Nothing is fetched because somebody reads.")
            let after = try await officer.send(path + "/look", ["item": "2"], from: path)
            #expect(after.status == 200 && after.shows("The node looked") && after.shows("Not there"))
            #expect(looker.asked == ["https://lentera.example/2"])
            // What was asked, with what was found.
            #expect(after.text.contains("Not there <span class=\"quiet\">https://lentera.example/2</span>"))
            let again = try await officer.send(path + "/look", ["item": "2"], from: path)
            #expect(again.status == 422 && again.shows("looked at less than a minute ago"))
            let nothing = try await officer.send(path + "/look", ["item": "x"], from: path)
            #expect(nothing.status == 422)
            #expect(try await officer.send(path + "/look", ["item": "3"], from: path).status == 404)
            #expect(looker.asked.count == 1)
        }
    }

    @Test
    func `is said to be for its operator to allow where nothing is fetched, and is no business of the platform's`()
        async throws
    {
        let world = try await RequestWorld()
        let (id, _) = try await world.file()
        let path = "/console/requests/\(id)"
        try await LiveConsole.serving(world.platform) { console in
            let officer = console.browser(session: world.officer)
            let refused = try await officer.send(path + "/look", ["item": "1"], from: path)
            #expect(refused.status == 422 && refused.shows("Ask whoever runs it"))
            let counsel = try await console.browser(.counsel)
            #expect(try await !counsel.page(path).shows("Still up?"))
        }
    }
}

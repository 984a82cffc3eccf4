import Console
import Cooperation
import Services
import Testing

/// To an authority's people what is another's is not told from what never was.
@Suite struct `The pages of another authority` {
    /// An id that nothing has, as `PageWalk` puts it into paths.
    private static let none = ID<Case>(Identifier(derivedHigh: 7, low: 9)).description

    /// The same page or form about something else.
    private static func moved(_ place: PageWalk.Place, to id: String) -> PageWalk.Place {
        PageWalk.Place(
            operation: place.operation,
            path: place.path.replacing(none, with: id),
            permission: place.permission,
            isForm: place.isForm
        )
    }

    @Test(arguments: [Role.officer, .supervisor, .administrator])
    func `and its forms answer whoever names one of its things as if there were none`(role: Role) async throws {
        let world = try await RequestWorld()
        let (platform, node) = (world.platform, world.platform.node)
        let request = try await world.file().request
        let officer = try await node.officer(world.record, for: world.authority).officer
        let other = try await platform.member(.authority)
        let ids = [
            request.description, officer.id.description, officer.office.description, officer.person.description,
        ]
        // Who is a member is told to everybody.
        let places = try PageWalk.places(of: platform).filter {
            $0.path.contains(Self.none) && !$0.path.hasPrefix("/console/members/") && !$0.isEndless
        }
        #expect(places.count > 60)
        let walk = PageWalk(organisation: other.organisation, role: role, isOnExchange: false)
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(role, of: other)
            let token = try await browser.token("/console/account/preferences")
            for place in places {
                let expected = try await walk.visit(place, browser, token: token)
                for id in ids {
                    let page = try await walk.visit(Self.moved(place, to: id), browser, token: token)
                    #expect(page.status == expected.status, "\(place.operation)")
                    #expect(page.text.replacing(id, with: Self.none) == expected.text, "\(place.operation)")
                }
            }
            let own = console.browser(session: world.officer)
            var told: Set<String> = []
            for place in places where !place.isForm {
                for id in ids where try await own.page(Self.moved(place, to: id).path).status == 200 {
                    told.insert(place.operation)
                }
            }
            #expect(told.count > 1, "The authority itself finds its request and its office.")
        }
    }
}

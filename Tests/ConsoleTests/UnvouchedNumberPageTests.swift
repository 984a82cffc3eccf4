import Console
import Cooperation
import Services
import Testing

@Suite struct `The page of a request whose office nobody vouches for any more` {
    /// A request on paper that names the office.
    private static func asked(_ world: RequestWorld) async throws -> ID<Request> {
        let item = RequestItem(number: 1, kind: .account, address: "@test", ground: .threatens, reasons: "TEST")
        return try await world.recordPaper(.disclosure, items: [item], by: world.platform.administrator) {
            $0.categories = [.subscriber]
            $0.office = world.office
        }
    }

    private static func administrator(_ world: RequestWorld) -> Caller {
        Caller(
            organisation: world.authority.organisation,
            key: world.authority.key,
            role: .administrator,
            person: ID(Identifier(derivedHigh: 7, low: 9)),
            isOnExchange: false
        )
    }

    @Test func `says so in place of the number`() async throws {
        let world = try await RequestWorld()
        let (node, id) = (world.platform.node, try await Self.asked(world))
        let path = "/console/assessments/\(id)"
        let said = "Nobody vouches for this office and its number"
        try await LiveConsole.serving(world.platform) { console in
            let counsel = try await console.browser(.counsel)
            let before = try await counsel.page(path)
            #expect(before.shows("+62 21 555 0100") && !before.shows(said))
            _ = try await node.changeOffice(
                world.office,
                .init(texts: [.telephone: "+62 21 555 0666"]),
                by: Self.administrator(world)
            )
            let after = try await counsel.page(path)
            #expect(after.shows(said) && !after.shows("555 0666") && !after.shows("555 0100"))
        }
    }

    @Test func `says so where the office was revoked, though somebody vouched for it`() async throws {
        let world = try await RequestWorld()
        let id = try await Self.asked(world)
        _ = try await world.platform.node.revokeOffice(
            world.office,
            reason: "TEST",
            by: Self.administrator(world)
        )
        try await LiveConsole.serving(world.platform) { console in
            let page = try await console.browser(.counsel).page("/console/assessments/\(id)")
            #expect(page.shows("This office was revoked, so its number is not shown") && !page.shows("555 0100"))
        }
    }
}

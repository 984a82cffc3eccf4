import Console
import Cooperation
import Documents
import Services
import Store
import Testing

/// What the receipt of a request for data says of the data.
@Suite struct `The page of a receipt` {
    private static func cell(_ field: String, in page: LiveConsole.Page) -> Substring? {
        // The page's own check names the fields too, as a selector.
        let places = page.text.ranges(of: "data-field=\"\(field)\"").filter { page.text[$0.upperBound...].first != "]" }
        return places.first.map { page.text[$0.upperBound...].prefix { $0 != "\n" } }
    }

    /// Records a paper that asks for data about some accounts, and complies with all of it.
    private static func complied(_ accounts: Int, in world: RequestWorld) async throws -> ID<Request> {
        let numbers = 1...accounts
        let asked = numbers.map {
            RequestItem(
                number: $0,
                kind: .account,
                address: "TEST account \($0)",
                ground: .other,
                reasons: "TEST asked"
            )
        }
        let id = try await world.recordPaper(.disclosure, items: asked, by: world.platform.administrator) {
            $0.language = "en"
            $0.categories = [.subscriber]
        }
        let items = numbers.map { RequestAnswer.Item(number: $0, outcome: .complied, reasons: "TEST answer") }
        try await world.decide(.answer(RequestAnswer(items: items, signed: nil)), on: id)
        return id
    }

    @Test func `says which data were handed over, and that this was done then and not by the answer`() async throws {
        let world = try await RequestWorld()
        let platform = world.platform
        let id = try await Self.complied(1, in: world)
        _ = try await platform.node.log.sign()
        let path = "/console/requests/\(id)/receipt?form=html&item=1&view="
        try await LiveConsole.serving(platform) { console in
            let page = try await console.browser(.counsel).page(path + "person")
            #expect(page.status == 200 && page.shows("Complied with</span>"))
            #expect(Self.cell("carriedOutAt", in: page) == nil && Self.cell("disclosedData", in: page) == nil)
        }
        platform.clock.advance(.hours(2))
        let hash = String(repeating: "a", count: 64)
        try await world.decide(.noteDisclosure(.subscriber, sha256: hash, note: "TEST by courier"), on: id)
        _ = try await platform.node.log.sign()
        platform.clock.advance(.days(1))
        let event = try await platform.store.read { reading in
            try reading.events(EventQuery(subject: id.identifier, types: [RequestDisclosed.type])).first
        }
        let time = try DocumentTime(try #require(event).time, zone: "UTC", offset: .minutes(0)).coordinated.string
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.counsel)
            for view in ["platform", "person", "public"] {
                let page = try await browser.page(path + view)
                #expect(page.status == 200, "\(view)")
                #expect(Self.cell("disclosedData", in: page)?.hasSuffix(">Subscriber data") == true, "\(view)")
                #expect(Self.cell("carriedOutAt", in: page)?.contains(">\(time)</span>") == true, "\(view)")
                #expect(page.text.contains("Subscriber data\n\(time)</span>"), "\(view)")
                #expect(page.shows("dataCategory.subscriber"), "The page's own check knows the word.")
                #expect(page.shows("TEST by courier") == (view == "platform"), "\(view)")
                #expect(page.shows("Recorded as carried out at"), "\(view)")
                #expect(page.shows("Data handed over") && !page.shows("which has other items too"), "\(view)")
            }
        }
    }

    @Test func `of one item says that data were handed over for the request, where that has others`() async throws {
        let world = try await RequestWorld()
        let platform = world.platform
        let id = try await Self.complied(2, in: world)
        let hash = String(repeating: "a", count: 64)
        try await world.decide(.noteDisclosure(.subscriber, sha256: hash, note: "TEST by courier"), on: id)
        _ = try await platform.node.log.sign()
        platform.clock.advance(.days(1))
        try await LiveConsole.serving(platform) { console in
            let browser = try await console.browser(.counsel)
            func receipt(_ query: String) async throws -> LiveConsole.Page {
                try await browser.page("/console/requests/\(id)/receipt?form=html&view=" + query)
            }
            for query in ["person&item=1", "person&item=2", "public&item=1", "platform&item=2"] {
                let page = try await receipt(query)
                #expect(page.shows("Data handed over for this request, which has other items too"), "\(query)")
                #expect(Self.cell("disclosedData", in: page)?.hasSuffix(">Subscriber data") == true, "\(query)")
            }
            let whole = try await receipt("platform")
            #expect(whole.shows("Data handed over") && !whole.shows("which has other items too"))
        }
    }
}

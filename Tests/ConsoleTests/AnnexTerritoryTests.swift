import CanonicalJSON
import Console
import Cooperation
import Services
import Statements
import Testing

/// Annex II attests that something was done in all states that an order concerns: of that, only what was signed counts.
@Suite struct AnnexTerritoryTests {
    private static func order(items: Int, in world: RequestWorld) async throws -> ID<Request> {
        let now = world.platform.clock.now
        let paper = PaperRequest(
            kind: .removalOrder,
            instrument: RequestWorld.code,
            country: "ID",
            territory: .countries(["ID", "MY"]),
            language: "en",
            issuedAt: now,
            receivedAt: now,
            items: (1...items).map { number in
                RequestItem(
                    number: number,
                    kind: .content,
                    address: "https://lentera.example/\(number)",
                    ground: .incites,
                    reasons: "TEST asked \(number)"
                )
            },
            scan: String(repeating: "0", count: 64),
            authorityName: "TEST Ministry",
            function: .police
        )
        let node = world.platform.node
        return try await node.recordPaperRequest(paper, from: nil, by: world.platform.administrator).request.id
    }

    /// An answer as an addressee's node signs it, but for its territory.
    private static func answer(
        _ outcomes: [Int: ItemOutcome],
        in territory: JSONValue?,
        isSigned: Bool = true,
        _ world: RequestWorld
    ) throws -> RequestCommand {
        let items = outcomes.sorted { $0.key < $1.key }
        var members: [String: JSONValue] = [
            "answeredAt": .string(world.platform.clock.now.description),
            "items": .array(items.map { ["number": .integer(Int64($0.key)), "outcome": .string($0.value.rawValue)] }),
        ]
        members["territory"] = territory
        let statement = try SignedStatement.sign(.object(members), for: .answer, with: world.key)
        return .answer(
            RequestAnswer(
                items: items.map { .init(number: $0.key, outcome: $0.value, reasons: "TEST answer") },
                signed: isSigned ? String(decoding: statement.bytes, as: UTF8.self) : nil
            )
        )
    }

    @Test func `it says that of nothing of which nobody signed it, or not in the last answer`() async throws {
        let world = try await RequestWorld(form: .annexI)
        let all: JSONValue = ["ID", "MY"]
        let inParts = try await Self.order(items: 2, in: world)
        try await world.decide(Self.answer([1: .complied, 2: .underReview], in: ["ID"], world), on: inParts)
        try await world.decide(Self.answer([2: .complied], in: all, world), on: inParts)
        let nowhere = try await Self.order(items: 1, in: world)
        try await world.decide(Self.answer([1: .complied], in: nil, world), on: nowhere)
        let unsigned = try await Self.order(items: 1, in: world)
        try await world.decide(Self.answer([1: .complied], in: all, isSigned: false, world), on: unsigned)
        let whole = try await Self.order(items: 2, in: world)
        try await world.decide(Self.answer([1: .complied, 2: .complied], in: all, world), on: whole)
        try await LiveConsole.serving(world.platform) { console in
            let browser = try await console.browser(.counsel)
            for (id, isAttested) in [(inParts, false), (nowhere, false), (unsigned, false), (whole, true)] {
                let page = try await browser.page("/console/requests/\(id)/answer?form=html")
                #expect(page.status == 200)
                let ticked = page.text.split(separator: "\n").filter { $0.contains("class=\"ticked\"") }
                #expect(ticked.contains { $0.contains("The content was removed") } == isAttested)
            }
            #expect(try await browser.page("/console/requests/\(inParts)").shows("Territory (2)"))
            #expect(try await !browser.page("/console/requests/\(whole)").shows("Territory ("))
        }
    }
}

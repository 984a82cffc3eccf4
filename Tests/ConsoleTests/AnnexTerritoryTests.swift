import CanonicalJSON
import Console
import Cooperation
import Services
import Statements
import Testing

/// Annex II attests that something was done in all states that an order concerns: of that, only what was signed counts.
@Suite struct AnnexTerritoryTests {
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
        let inParts = try await world.order(items: 2, for: ["ID", "MY"])
        try await world.decide(Self.answer([1: .complied, 2: .underReview], in: ["ID"], world), on: inParts)
        try await world.decide(Self.answer([2: .complied], in: all, world), on: inParts)
        let nowhere = try await world.order(items: 1, for: ["ID", "MY"])
        try await world.decide(Self.answer([1: .complied], in: nil, world), on: nowhere)
        let unsigned = try await world.order(items: 1, for: ["ID", "MY"])
        try await world.decide(Self.answer([1: .complied], in: all, isSigned: false, world), on: unsigned)
        let whole = try await world.order(items: 2, for: ["ID", "MY"])
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

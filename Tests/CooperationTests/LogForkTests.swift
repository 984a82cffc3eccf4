import CanonicalJSON
import Cooperation
import Testing

@Suite("A log that goes on after a restore")
struct LogForkTests {
    /// What is recorded, for the tests of every event.
    static func acts() throws -> [Act] {
        try LogForkAccepted.decide(
            size: 40,
            abandoned: (size: 41, root: String(repeating: "a", count: 64)),
            node: .number(1),
            reason: Build.text("reason")
        )
    }

    @Test("wants a reason, which is sealed")
    func reason() throws {
        for empty in ["", " \n"] {
            let refusal = #expect(throws: Refusal.self) {
                try LogForkAccepted.decide(size: 40, abandoned: nil, node: .number(1), reason: empty)
            }
            #expect(refusal?.code == "text-missing")
        }
        let acts = try LogForkAccepted.decide(size: 40, abandoned: nil, node: .number(1), reason: " why ")
        let act = try #require(acts.first)
        #expect(act.sealed == ["reason": "why"])
        #expect(act.facts["abandonedSize"] == nil || act.facts["abandonedSize"] == .null)
        #expect(act.subject == ID<Organisation>.number(1).identifier)
    }

    @Test("names what was signed last where somebody has it")
    func abandoned() throws {
        let act = try #require(try Self.acts().first)
        #expect(act.facts["size"] == 40 && act.facts["abandonedSize"] == 41)
        #expect(AuthorisationRules.eventFamily(of: act.type)?.permission == .readOrganisations)
    }
}

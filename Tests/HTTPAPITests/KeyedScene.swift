import CanonicalJSON
import Cooperation
import Services
import Testing

/// A platform's node with a bank, and people of it with keys of their own, as a stream asks for again and again.
struct KeyedScene: Sendable {
    let test: TestNode
    let bank: ID<Bank>
    let curator: IssuedKey
    /// A program of the platform's upload pipeline.
    let pipeline: IssuedKey

    init(kind: OrganisationKind = .platform) async throws {
        test = try await TestNode(kind: kind)
        let own = test.administrator.organisation
        curator = try await Self.key(.curator, on: test)
        pipeline = try await test.node.issueKey(
            for: own.id,
            role: .reviewer,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: test.administrator
        )
        bank = try await test.node.openBank(
            name: "TEST bank",
            agreement: nil,
            settings: BankSettings(),
            verifier: nil,
            by: Caller(own, .curator, isPerson: true, isOnExchange: false)
        ).bank.id
    }

    /// A new person's key.
    static func key(_ role: Role, on test: TestNode) async throws -> IssuedKey {
        let own = test.administrator.organisation.id
        let person = try await test.node.addPerson(to: own, name: "TEST \(role)", roles: [role], by: test.administrator)
        return try await test.node.issueKey(
            for: own,
            role: role,
            person: person.person.id,
            vouches: false,
            expiresAt: nil,
            by: test.administrator
        )
    }

    static func hash(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 64 - digits.count) + digits
    }

    /// A line of an import.
    static func line(_ number: Int, rationale: String = "TEST rationale") -> String {
        let value: JSONValue = [
            "fingerprints": [["kind": "sha256", "value": .string(hash(number))]], "behaviours": ["glorification"],
            "rationale": .string(rationale), "exemptionAssessment": "TEST none applies", "source": "TEST list",
        ]
        return value.canonicalString
    }

    /// A line of checks.
    static func check(_ number: Int) -> String {
        "{\"fingerprints\":[{\"kind\":\"sha256\",\"value\":\"\(hash(number))\"}]}"
    }
}

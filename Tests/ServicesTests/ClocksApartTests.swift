import Cooperation
import Services
import Statements
import Store
import Testing

/// An authority's node whose clock is behind that of the exchange which keeps its register.
@Suite struct `Clocks of two nodes` {
    /// What is answered where an officer signs at home with a key that was just vouched for at an exchange, whose clock is
    /// ahead.
    private static func code(ahead: Seconds) async throws -> String? {
        let there = try await AuthorityScene()
        let (scene, key) = (there.scene, try SigningSecretKey())
        scene.exchange.clock.advance(ahead)
        try await RequestScene.add(
            key,
            to: scene.officer.record,
            by: scene.officer.caller,
            on: scene.exchange,
            vouchedBy: scene.secretary
        )
        try await there.receiveAll()
        return try await RequestScene.code {
            let view = try await there.write()
            let statements = try view.documents.map { try RequestScene.sign($0, key) }
            return try await there.home.node.signRequestDraft(view.draft.id, statements, by: there.officer)
        }
    }

    @Test(arguments: [30, 290]) func `may differ by minutes: what was just vouched for there holds at home`(
        ahead: Int64
    ) async throws {
        #expect(try await Self.code(ahead: Seconds(ahead)) == nil)
    }

    @Test func `may not differ by more`() async throws {
        let code = try await Self.code(ahead: .minutes(10))
        #expect(code == "key-unknown")
    }

    @Test func `that differ keep no key good that was revoked`() async throws {
        let there = try await AuthorityScene()
        let view = try await there.write()
        _ = try await there.scene.exchange.node.revokeOfficerKey(
            there.scene.officer.keyID,
            of: there.scene.officer.record,
            why: .compromised,
            reason: "TEST",
            by: there.scene.authorityAdministrator
        )
        try await there.receiveAll()
        there.home.clock.set(there.scene.exchange.clock.now - Seconds(30))
        let code = try await RequestScene.code {
            try await there.home.node.signRequestDraft(view.draft.id, there.statements(of: view), by: there.officer)
        }
        #expect(code == "key-revoked")
    }
}

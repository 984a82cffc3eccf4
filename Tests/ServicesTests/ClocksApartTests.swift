import Cooperation
import Services
import Statements
import Store
import Testing

/// An authority's node whose clock is behind that of the exchange which keeps its register.
@Suite struct `Clocks of two nodes` {
    private static func code(_ there: AuthorityScene) async throws -> String? {
        try await RequestScene.code {
            let view = try await there.write(.removalOrder, "ID_TEST_SIGNED")
            let (home, id) = (there.home.node, view.draft.id)
            _ = try await home.signRequestDraft(id, there.statements(of: view), by: there.officer)
            return try await home.coSignRequestDraft(
                id,
                there.statements(of: view, coSigned: true),
                by: there.supervisor
            )
        }
    }

    /// When somebody vouched for the office, by the clock of the exchange.
    private static func vouchedAt(_ there: AuthorityScene) async throws -> Timestamp {
        let office = try await there.home.store.read { try $0.load(Office.self, there.scene.office) }
        return try #require(office?.vouchings.map(\.at).max())
    }

    @Test(arguments: [30, 290]) func `may differ by minutes: what was just vouched for there holds at home`(
        behind: Int64
    ) async throws {
        let there = try await AuthorityScene()
        there.home.clock.set(try await Self.vouchedAt(there) - Seconds(behind))
        #expect(try await Self.code(there) == nil)
        try await there.sync()
        #expect(try await there.scene.events(RequestReceived.type) == 1)
    }

    @Test func `may not differ by more`() async throws {
        let there = try await AuthorityScene()
        there.home.clock.set(try await Self.vouchedAt(there) - .minutes(10))
        #expect(try await Self.code(there) == "office-not-vouched")
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

import Cooperation
import Services
import Store
import Testing

@Suite struct `A person's own keys` {
    @Test func `are shown to the person in whose name they work, who can revoke them`() async throws {
        let scene = try await ConsoleScene()
        let member = try await scene.member("ayu", .reviewer)
        let visit = try await scene.visit(member)
        let other = try await scene.visit(try await scene.member("budi", .reviewer))
        #expect(try await scene.access.ownKeys(of: visit).isEmpty)
        func issue(expiresAt: Timestamp?) async throws -> Key {
            try await scene.home.node.issueKey(
                for: scene.own,
                role: .reviewer,
                person: member.person,
                vouches: false,
                expiresAt: expiresAt,
                by: scene.home.administrator
            ).key
        }
        let lasting = try await issue(expiresAt: nil)
        let short = try await issue(expiresAt: scene.home.clock.now + .hours(1))
        #expect(Set(try await scene.access.ownKeys(of: visit).map(\.id)) == [lasting.id, short.id])
        #expect(try await scene.access.ownKeys(of: other).isEmpty)
        #expect(await refusal { try await scene.access.revokeOwnKey(lasting.id, of: other) } == "not-found")

        try await scene.access.revokeOwnKey(lasting.id, of: visit)
        #expect(try await scene.access.ownKeys(of: visit).map(\.id) == [short.id])
        let revoked = try #require(try await scene.events(KeyRevoked.type).last)
        #expect(revoked.actor == member.person.identifier)
        scene.home.clock.advance(.hours(1))
        #expect(try await scene.access.ownKeys(of: visit).isEmpty)
        #expect(try await scene.home.store.audit().finding == nil)
    }
}

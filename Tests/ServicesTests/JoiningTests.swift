import Cooperation
import Fingerprints
import Services
import Testing

/// Which checks are about the same content: those with the same reference, else the same bytes, else the same fingerprint.
@Suite struct `A case is joined` {
    private static func sha256(_ text: String) -> Fingerprint { ContentDigests(of: Array(text.utf8)).fingerprints[0] }

    /// A scene in which two unlike pictures are known.
    private static func scene() async throws -> (OwnBank, known: [Fingerprint]) {
        let known = [Fingerprint(pdq: Hash256(1, 2, 3, 4)), Fingerprint(pdq: Hash256(.max, 0, .max, 0))]
        let scene = try await OwnBank()
        try await scene.propose(known.map { [$0] })
        return (scene, known)
    }

    @Test func `by the reference, whatever the bytes`() async throws {
        let (scene, known) = try await Self.scene()
        let first = try await scene.check([known[0], Self.sha256("a")], reference: "post-1")
        let same = try await scene.check([known[1], Self.sha256("b")], reference: "post-1")
        let other = try await scene.check([known[0], Self.sha256("a")], reference: "post-2")
        let without = try await scene.check([known[0], Self.sha256("a")])
        #expect(first.openCase != nil)
        #expect(same.openCase == first.openCase)
        #expect(Set([first, other, without].map(\.openCase)).count == 3)
        let view = try await scene.platform.node.caseView(try #require(first.openCase))
        #expect(view.item.matches.count == 2)
    }

    @Test func `by the SHA-256 of the bytes where there is no reference`() async throws {
        let (scene, known) = try await Self.scene()
        let first = try await scene.check([known[0], Self.sha256("a")])
        #expect(first.openCase != nil)
        // The order in which fingerprints come makes no difference, nor does another hash beside the same bytes.
        #expect(try await scene.check([Self.sha256("a"), known[0]]).openCase == first.openCase)
        #expect(try await scene.check([known[1], Self.sha256("a")]).openCase == first.openCase)
        // The same picture in other bytes is other content.
        let other = try await scene.check([known[0], Self.sha256("b")])
        #expect(other.openCase != nil && other.openCase != first.openCase)
        let view = try await scene.platform.node.caseView(try #require(first.openCase))
        #expect(view.item.matches.count == 2)
    }

    @Test func `by the exact fingerprint where there is nothing else`() async throws {
        let (scene, known) = try await Self.scene()
        let first = try await scene.check([known[0]])
        #expect(first.openCase != nil)
        #expect(try await scene.check([known[0]]).openCase == first.openCase)
        // One bit away it matches the same signal, and is not the same content.
        let near = try await scene.check([Fingerprint(pdq: Hash256(1, 2, 3, 5))])
        #expect(near.matches.map(\.signal) == first.matches.map(\.signal))
        #expect(near.openCase != nil && near.openCase != first.openCase)
    }

    @Test func `until it is closed`() async throws {
        let (scene, known) = try await Self.scene()
        for prints in [[known[0]], [known[0], Self.sha256("a")]] {
            let first = try #require(try await scene.check(prints).openCase)
            _ = try await scene.decide(first, .differentContent, measure: .noAction)
            let next = try #require(try await scene.check(prints).openCase)
            #expect(next != first)
            #expect(try await scene.check(prints).openCase == next)
        }
    }
}

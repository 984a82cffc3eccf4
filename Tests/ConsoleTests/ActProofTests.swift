import Cooperation
import NIOHTTP1
import Services
import Store
import Testing
import TransparencyLog

/// The proof of an act as a file, which other people's programs read.
@Suite struct `The proof of an act` {
    private static func position(of bank: ID<Bank>, in platform: TestPlatform) async throws -> Int64 {
        let acts = try await platform.store.read { try $0.events(EventQuery(subject: bank.identifier)) }
        return try #require(acts.first).position
    }

    @Test func `is saved as the node made it, and leads from the act to the root that the node signed`() async throws {
        let platform = try await TestPlatform()
        let bank = try await platform.bank()
        _ = try await platform.bank()
        let position = try await Self.position(of: bank, in: platform)
        _ = try await platform.node.log.sign()
        let reader = JournalReader(platform.administrator)
        let made = try await platform.node.actPage(position, for: reader)
        try await LiveConsole.serving(platform) { console in
            let page = try await console.browser(.curator).page("/console/journal/\(position)/proof")
            #expect(page.status == 200)
            #expect(page.headers.first(name: "Content-Type") == "text/plain; charset=utf-8")
            let name = "act-\(position).tlog-proof"
            #expect(page.headers.first(name: "Content-Disposition") == "attachment; filename=\"\(name)\"")
            #expect(page.text == made.proof?.file)

            let halves = page.text.split(separator: "\n\n", maxSplits: 1)
            try #require(halves.count == 2)
            let lines = halves[0].split(separator: "\n").map { String($0) }
            try #require(lines.count > 3)
            #expect(lines[0] == "c2sp.org/tlog-proof@v1" && lines[2] == "index \(position)")
            #expect(lines[1].hasPrefix("extra "))
            let data = try #require(LogHash(base64: lines[1].dropFirst(6)))
            let leaf = MerkleTree.leafHash(of: data)
            #expect(leaf == made.leafHash)
            let checkpoint = try Checkpoint.open(Array(halves[1].utf8), by: platform.node.log.verifierKey)
            let path = try lines.dropFirst(3).map { try #require(LogHash(base64: $0)) }
            let proof = InclusionProof(index: position, size: checkpoint.size, path: path)
            try proof.verify(leafHash: leaf, root: checkpoint.root)
            let other = InclusionProof(index: position - 1, size: checkpoint.size, path: path)
            #expect(throws: ProofError.self) { try other.verify(leafHash: leaf, root: checkpoint.root) }
        }
    }

    @Test func `is not given before a checkpoint covers the act, nor to whom the act is not open`() async throws {
        let platform = try await TestPlatform()
        let authority = try await platform.member(.authority)
        let covered = try await Self.position(of: platform.bank(), in: platform)
        _ = try await platform.node.log.sign()
        let later = try await Self.position(of: platform.bank(), in: platform)
        try await LiveConsole.serving(platform) { console in
            let curator = try await console.browser(.curator)
            #expect(try await curator.page("/console/journal/\(covered)/proof").status == 200)
            let page = try await curator.page("/console/journal/\(later)/proof")
            #expect(page.status == 409 && !page.shows("c2sp.org"))
            #expect(page.headers.first(name: "Content-Disposition") == nil)
            let officer = try await console.browser(.officer, of: authority)
            #expect(try await officer.page("/console/journal/\(covered)/proof").status == 404)
        }
    }
}

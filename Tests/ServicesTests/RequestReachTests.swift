import Cooperation
import Services
import Statements
import Testing

/// A request beyond its country, and files that show its items.
@Suite struct `A request that reaches further` {
    private static let hashes = ["0a", "0b", "0c"].map { String(repeating: $0, count: 32) }

    private static func wording(_ scene: RequestScene) -> RequestWording {
        RequestWording(
            kind: .referral,
            instrument: "ID_TEST_REFERRAL",
            addressees: [.member(scene.member), .guest(name: "TEST Small platform")],
            items: [(0, "https://third.example/1"), (1, "https://small.example/1"), (0, "https://third.example/2")].map
            {
                .init(addressee: $0.0, kind: .content, address: $0.1, ground: .incites, reasons: "TEST")
            },
            language: "id"
        )
    }

    @Test func `needs two people where its instrument would need one`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        var wording = Self.wording(scene)
        #expect(try await !node.writeRequests(wording, by: scene.officer.caller).draft.writing.needsCoSignature)
        wording.territory = .everywhere
        let bare = wording
        #expect(
            try await RequestScene.code { try await node.writeRequests(bare, by: scene.officer.caller) }
                == "territory-reasons-missing"
        )
        wording.territoryReasons = "TEST it is read in every country"
        let view = try await node.writeRequests(wording, by: scene.officer.caller)
        #expect(view.draft.writing.needsCoSignature)
        let signed = try view.documents.map { try scene.sign($0) }
        #expect(try await RequestScene.code { try await node.fileSignedRequest(signed[0]) } == "co-signature-missing")
        #expect(try await node.signRequestDraft(view.draft.id, signed, by: scene.officer.caller).state == .signed)
        #expect(try await scene.events() == 0)
        let both = try signed.map { try $0.coSign(with: scene.supervisor.key) }
        #expect(try await node.coSignRequestDraft(view.draft.id, both, by: scene.supervisor.caller).state == .filed)
    }

    @Test func `gives each platform the files of its own items, and all of them those of the whole`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        var wording = Self.wording(scene)
        wording.attachments = [
            .init(sha256: Self.hashes[0], name: "TEST all.pdf", bytes: 1),
            .init(sha256: Self.hashes[1], name: "TEST 2.png", bytes: 2, item: 2),
            .init(sha256: Self.hashes[2], name: "TEST 3.png", bytes: 3, item: 3),
        ]
        let documents = try await node.writeRequests(wording, by: scene.officer.caller).documents
        #expect(
            documents.map { $0.attachments.map(\.sha256) } == [
                [Self.hashes[0], Self.hashes[2]], [Self.hashes[0], Self.hashes[1]],
            ]
        )
        #expect(documents.map { $0.attachments.map(\.item) } == [[nil, 2], [nil, 1]])
        wording.attachments[1].item = 4
        let wrong = wording
        #expect(
            try await RequestScene.code { try await node.writeRequests(wrong, by: scene.officer.caller) }
                == "attachment-invalid"
        )
    }
}

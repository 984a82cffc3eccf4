import CanonicalJSON
import Fingerprints
import NIOHTTP1
import Testing

/// What a node answers to files: pictures, texts, and pictures that can't be read.
@Suite struct `A node that is sent files` {
    /// A grey TIFF without compression.
    private static func tiff(side: Int) -> [UInt8] {
        func number(_ value: Int, bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(value >> (8 * $0) & 0xff) } }
        let pixels = (0..<side * side).map { place in
            let (row, column) = (place / side, place % side)
            return UInt8((row * row / 7 + column * 5 + (row / 9) * (column / 11) * 40) % 256)
        }
        let entries: [(tag: Int, value: Int)] = [
            (256, side), (257, side), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, side),
            (279, pixels.count),
        ]
        return Array("II".utf8) + number(42, bytes: 2) + number(8 + pixels.count, bytes: 4) + pixels
            + number(entries.count, bytes: 2)
            + entries.flatMap {
                number($0.tag, bytes: 2) + number(4, bytes: 2) + number(1, bytes: 4) + number($0.value, bytes: 4)
            }
            + number(0, bytes: 4)
    }

    private static func propose(_ kind: String, _ value: String, to node: NodeClient, _ bank: String) async throws {
        let results = try await node.call(
            "POST",
            "/v1/signals",
            [
                "bank": .string(bank), "kind": "image", "behaviours": ["graphicViolence"],
                "fingerprints": [["kind": .string(kind), "value": .string(value)]], "rationale": "TEST rationale",
                "exemptionAssessment": "TEST no exemption",
            ]
        )
        #expect(results["id"]?.stringValue != nil)
    }

    /// Waits until the index has taken in all that is recorded.
    private static func indexed(_ node: NodeClient) async throws {
        while true {
            let status = try await node.call("GET", "/status")
            if let size = status["journalSize"]?.integerValue, status["index"]?["position"]?.integerValue ?? 0 >= size {
                return
            }
        }
    }

    @Test func `names turned copies, says why it knows no picture, and never calls clear what it could not read`()
        async throws
    {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        try await folder.serving { _, node in
            let own = try await node.call("GET", "/status")["organisation"]?.stringValue ?? ""
            let bank = try await node.call("POST", "/v1/banks", ["name": "TEST bank"])["id"]?.stringValue ?? ""
            let curator = node.with(key: try await node.person("curator", of: own))
            let reviewer = node.with(key: try await node.person("reviewer", of: own))
            func check(_ bytes: [UInt8], _ query: String = "") async throws -> NodeClient.Answer {
                try await reviewer.ask("POST", "/v1/checks" + query, bytes: bytes, contentType: "image/tiff")
            }

            let text = try await check(Array("TEST a text".utf8))
            #expect(text.status == 200)
            #expect(try text.json["verdict"] == "clear")
            #expect(try text.json["reason"] == "not-an-image")

            let picture = Self.tiff(side: 96)
            let seen = try await check(picture, "?orientations=all")
            #expect(seen.status == 200)
            #expect(try seen.json["verdict"] == "clear")
            let turned = try seen.json["fingerprints"]?.arrayValue?.first?["orientations"]?.arrayValue ?? []
            #expect(
                turned.map { $0["orientation"]?.stringValue }
                    == DihedralTransform.allCases.dropFirst().map(\.rawValue)
            )
            let mirrored = turned.first { $0["orientation"] == "flipHorizontal" }?["value"]?.stringValue ?? ""
            try await Self.propose("pdq", mirrored, to: curator, bank)
            try await Self.indexed(node)
            #expect(try await check(picture).json["verdict"] == "clear")
            let found = try await check(picture, "?orientations=all").json
            #expect(found["verdict"] == "review")
            #expect(found["matches"]?.arrayValue?.map { $0["fingerprint"]?.stringValue } == [mirrored])

            let broken = Array(picture.prefix(40))
            let refused = try await check(broken)
            #expect(refused.status == 422)
            #expect(try refused.json["code"] == "unreadable-media")
            #expect(refused.headers["Content-Type"] == ["application/problem+json"])
            try await Self.propose("sha256", ContentDigests(of: broken).sha256.hex, to: curator, bank)
            let known = try await check(broken)
            #expect(known.status == 200)
            #expect(try known.json["verdict"] == "review")
            #expect(try known.json["reason"] == "unreadable-media")
        }
    }
}

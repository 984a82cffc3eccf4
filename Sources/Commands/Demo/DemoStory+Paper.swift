import CanonicalJSON
import Cooperation
import Fingerprints
import TransparencyLog

extension DemoStory {
    /// From which picture the letter is drawn.
    private static let letterSeed: UInt64 = 17
    /// How many pages of events are looked through.
    private static let pagesMax = 100

    /// An order that came by letter: what it says and its scan stay on the platform's node, and its hash is in the journal.
    func paper(at node: DemoClient, _ people: Counsel, since start: Timestamp) async throws {
        let now = clock().description
        let scan = try tools.jpeg(DemoPicture.draw(seed: Self.letterSeed), quality: 80)
        let hash = JSONValue.string(ContentDigests(of: scan).sha256.hex)
        let id = try await node.call(
            "POST",
            "/v1/paper-requests",
            key: people.counsel,
            [
                "authorityName": "Ministry of Ferries (TEST)", "function": "regulator", "reference": "F-17",
                "kind": "removalOrder",
                "instrument": "OTHER", "country": "PH", "zone": "Asia/Manila", "language": "en",
                "issuedAt": .string(now), "receivedAt": .string(now), "scan": hash,
                "items": [
                    [
                        "kind": "content", "address": "https://amihan.example/posts/1003", "ground": "threatens",
                        "reasons": "Threatens to sink a ferry (TEST)",
                    ]
                ],
            ]
        ).text("id")
        let path = "/v1/assessments/\(id)/scan"
        guard try await node.put(path, key: people.counsel, scan + [0]).status == 422 else {
            throw CommandFailure("A scan with another hash than was recorded was taken.")
        }
        guard try await node.put(path, key: people.counsel, scan).status == 200,
            try await node.bytes(path, key: people.counsel).body == scan,
            try await recordedScan(of: id, at: node, key: people.counsel) == hash
        else {
            throw CommandFailure("The scan of the letter was not kept as it came.")
        }
        try say(
            "an order that came by letter was recorded, marked unsigned; its scan is sealed, its SHA-256 in the journal",
            since: start
        )
    }

    /// Which scan the event of a request names.
    private func recordedScan(of request: String, at node: DemoClient, key: String) async throws -> JSONValue? {
        guard let fact = FieldName.fact("scan") else { return nil }
        var cursor = ""
        for _ in 0..<Self.pagesMax {
            let page = try await node.call("GET", "/v1/events\(cursor)", key: key)
            for event in page["events"]?.arrayValue ?? [] {
                guard let fields = event["fields"], let shown = try? DisclosedEvent(json: fields),
                    shown.value(of: .subject)?.stringValue == request, let scan = shown.value(of: fact)
                else { continue }
                return scan
            }
            cursor = try "?cursor=\(page.text("cursor"))"
        }
        return nil
    }
}

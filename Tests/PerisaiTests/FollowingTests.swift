import CanonicalJSON
import Fingerprints
import Foundation
import NIOHTTP1
import SeededRandomness
import Testing

/// A platform's own node beside an exchange that comes and goes.
@Suite struct `A node that follows an exchange` {
    @Test func `survives the exchange's absence and its own end, takes every event once and loses no word`()
        async throws
    {
        let scene = try await ExchangeScene.make()
        let platform = try await scene.follower()
        let followKey = try await scene.folder.serving { _, exchange in
            try await exchange.with(key: scene.lentera.curator).call(
                "POST",
                "/v1/signals",
                scene.proposal(Self.hash(1))
            )
            return try await scene.followKey(from: exchange)
        }
        let port = try #require(FreePort.any())
        let exchangeOptions = ["--port", "\(port)"]
        let following = try scene.following(on: port, with: followKey, in: platform)

        // The platform's node starts while nobody answers there, and is killed when the first events have come.
        let curator = try await platform.serving(following) { running, node in
            let curator = try await node.person("curator", of: scene.amihan.id)
            try await scene.folder.serving(exchangeOptions) { _, _ in
                try await Self.wait(for: 1, at: node.with(key: curator))
                running.send(SIGKILL)
            }
            return curator
        }
        let second = try await scene.folder.serving(exchangeOptions) { _, exchange in
            let signal = try await exchange.with(key: scene.lentera.curator)
                .call("POST", "/v1/signals", scene.proposal(Self.hash(2)))
            return try #require(signal["id"]?.stringValue)
        }
        try await platform.serving(following) { running, node in
            let node = node.with(key: curator)
            try await scene.folder.serving(exchangeOptions) { _, _ in try await Self.wait(for: 2, at: node) }
            // The exchange is away: the word is kept, and the node answers as before.
            let word = try await node.call(
                "POST",
                "/v1/signals/\(second)/opinions",
                ["category": "negative", "reason": "TEST a report by a journalist"]
            )
            #expect(word["outcome"]?.stringValue == "dispatched")
            #expect(try await Self.found(Self.hash(2), at: node) == [second])
            // It takes effect here at once.
            #expect(try await node.call("GET", "/v1/signals/\(second)")["disputed"]?.boolValue == true)
            // What needs the exchange's answer says that it is away.
            let viewing = try await node.ask("POST", "/v1/signals/\(second)/viewing")
            #expect(viewing.status == 503 && viewing.headers.contains(name: "retry-after"))
            #expect(try viewing.json["code"]?.stringValue == "exchange-unavailable")
            // It is killed with the word that it owes.
            running.send(SIGKILL)
        }
        try await platform.serving(following) { _, node in
            try await scene.folder.serving(exchangeOptions) { _, exchange in
                let exchange = exchange.with(key: scene.suara.curator)
                try await until {
                    try await exchange.call("GET", "/v1/signals/\(second)")["disputed"]?.boolValue == true
                }
                try await until {
                    try await node.with(key: curator).call("GET", "/v1/signals/\(second)")["disputed"]?.boolValue
                        == true
                }
                let opinions = try await exchange.call("GET", "/v1/signals/\(second)")["opinions"]?.arrayValue
                #expect(opinions?.count == 1)
                let node = node.with(key: curator)
                let viewing = try await node.ask("POST", "/v1/signals/\(second)/viewing")
                #expect(viewing.status == 409, "The proposer left no link.")
                #expect(try viewing.json["code"]?.stringValue == "no-link")
                let confirmation = try await node.ask("POST", "/v1/signals/\(second)/opinions", ["confirm": true])
                #expect(confirmation.status == 409)
                #expect(try confirmation.json["code"]?.stringValue == "nothing-to-confirm")
                #expect(try await node.with(key: curator).list("/v1/signals").count == 2)
            }
        }
        for data in [platform.data, scene.folder.data] {
            let audit = try await Program.run("log", "verify", "--data", data)
            #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
        }
    }

    @Test func `notices a history that was rewritten, sounds the alarm and lets its signals only queue for review`()
        async throws
    {
        let scene = try await ExchangeScene.make()
        let platform = try await scene.follower()
        let followKey = try await scene.folder.serving { _, exchange in try await scene.followKey(from: exchange) }
        let fork = scene.folder.root + "/fork"
        try FileManager.default.copyItem(atPath: scene.folder.data, toPath: fork)
        let port = try #require(FreePort.any())
        let following = try scene.following(on: port, with: followKey, in: platform)
        try await platform.serving(following) { _, node in
            let curator = try await node.person("curator", of: scene.amihan.id)
            try await scene.folder.serving(["--port", "\(port)"]) { _, exchange in
                let size = try #require(
                    try await Self.propose(Self.hash(1), to: exchange, as: scene)["journalSize"]?.integerValue
                )
                try await until {
                    try await Self.following(of: node)["verifiedSize"]?.integerValue ?? 0 >= size
                }
            }
            #expect(try await Self.following(of: node)["alarm"] == nil)

            // Whoever holds the exchange's folder puts it back, key and checkpoint file and all, and tells another story.
            try FileManager.default.removeItem(atPath: scene.folder.data)
            try FileManager.default.copyItem(atPath: fork, toPath: scene.folder.data)
            try await scene.folder.serving(["--port", "\(port)"]) { _, exchange in
                for seed in 2...4 { _ = try await Self.propose(Self.hash(UInt64(seed)), to: exchange, as: scene) }
                try await until {
                    try await Self.following(of: node)["alarm"]?.stringValue == "inconsistentCheckpoint"
                }
            }
            #expect(try await node.call("GET", "/status")["state"]?.stringValue == "degraded")
            let answer = try await node.with(key: curator).call(
                "POST",
                "/v1/checks",
                ["fingerprints": [["kind": "pdq", "value": .string(Self.hash(1).hex)]]]
            )
            #expect(answer["verdict"]?.stringValue == "review")

            // An operator looks into it; the story that was told before is not forgotten, so it alarms again.
            let exchange = try #require(try await Self.following(of: node)["exchange"]?.stringValue)
            let key = try platform.write("admin.key", (node.key ?? "") + "\n")
            let access = ["--url", node.address, "--key-file", key]
            let list = try await Program.run(["exchange", "list"] + access)
            #expect(list.status == 0 && list.output.contains("inconsistentCheckpoint  no"), "\(list.output)")
            let words = ["--alarm", "inconsistentCheckpoint", "--reason", "TEST They restored a backup."]
            let word = try await Program.run(["exchange", "acknowledge", exchange] + words + access)
            #expect(word.status == 0 && word.output.contains("inconsistentCheckpoint  yes"), "\(word.errors)")
            let refused = try await node.with(key: curator).ask(
                "POST",
                "/v1/exchanges/\(exchange)/acknowledgement",
                ["alarm": "inconsistentCheckpoint", "reason": "TEST"]
            )
            #expect(try refused.json["code"]?.stringValue == "role-not-allowed")
            try await scene.folder.serving(["--port", "\(port)"]) { _, _ in
                try await until {
                    try await node.call("GET", "/v1/exchanges/\(exchange)")["alarmAcknowledged"]?.boolValue == false
                }
            }
            let record = try await node.call("GET", "/v1/exchanges/\(exchange)")
            #expect(record["alarm"]?.stringValue == "inconsistentCheckpoint")
            #expect(try await node.call("GET", "/status")["state"]?.stringValue == "degraded")
        }
    }

    private static func propose(
        _ hash: Hash256,
        to exchange: NodeClient,
        as scene: ExchangeScene
    ) async throws -> JSONValue {
        try await exchange.with(key: scene.lentera.curator).call("POST", "/v1/signals", scene.proposal(hash))
        return try await exchange.call("GET", "/status")
    }

    private static func following(of node: NodeClient) async throws -> JSONValue {
        try await node.call("GET", "/status")["exchanges"]?.arrayValue?.first ?? .null
    }

    private static func hash(_ seed: UInt64) -> Hash256 {
        var random = SplitMix64(seed: seed)
        return Hash256(random.next(), random.next(), random.next(), random.next())
    }

    private static func found(_ hash: Hash256, at node: NodeClient) async throws -> [String] {
        let answer = try await node.call(
            "POST",
            "/v1/checks",
            ["fingerprints": [["kind": "pdq", "value": .string(hash.hex)]]]
        )
        return (answer["matches"]?.arrayValue ?? []).compactMap { $0["signal"]?.stringValue }
    }

    private static func wait(for signals: Int, at node: NodeClient) async throws {
        try await until { try await node.list("/v1/signals").count >= signals }
    }
}

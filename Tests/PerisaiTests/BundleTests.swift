import CanonicalJSON
import Fingerprints
import Foundation
import SeededRandomness
import Testing

/// A platform's node without a line, and an exchange from which files are carried to it.
@Suite struct `A node without a line` {
    @Test func `takes in what is carried to it in files, once and in order, and goes on over a line later`()
        async throws
    {
        let scene = try await ExchangeScene.make()
        let unit = try await scene.follower()
        @Sendable func run(_ command: String) async throws -> Program.Outcome {
            try await Program.shell("exec \(Program.path) \(command)", in: unit.root)
        }
        let introduced = "--verifier-key '\(scene.verifierKey)' --member \(scene.amihan.id)"
        try await scene.folder.serving { running, exchange in
            _ = try unit.write("follow.key", try await scene.followKey(from: exchange) + "\n")
            _ = try unit.write("curator.key", scene.amihan.curator + "\n")
            _ = try await exchange.with(key: scene.lentera.curator)
                .call("POST", "/v1/signals", scene.proposal(Self.hash(1)))
            try await Self.waitForCheckpoint(exchange)
            let access = "--url \(running.address) --key-file"
            let first = try await run("bundle export first.bundle \(access) follow.key")
            #expect(first.status == 0, "\(first.errors)")
            let again = try await run("bundle export first.bundle \(access) follow.key")
            #expect(again.status == 2 && again.errors.contains("first.bundle"))
            let personal = try await run("bundle export other.bundle \(access) curator.key")
            #expect(personal.status == 2 && personal.errors.contains("not-a-node"))
            #expect(!FileManager.default.fileExists(atPath: unit.root + "/other.bundle"))
            #expect(!FileManager.default.fileExists(atPath: unit.root + "/other.bundle.part"))
        }
        // Nobody said yet whose it is.
        let stranger = try await run("bundle import first.bundle --data node")
        #expect(stranger.status == 2 && stranger.errors.contains("--verifier-key"))
        let taken = try await run("bundle import first.bundle --data node \(introduced)")
        #expect(taken.status == 0 && taken.output.hasPrefix("Took in "), "\(taken.errors)")
        let known = try await run("bundle import first.bundle --data node")
        #expect(known.status == 0 && known.output.hasPrefix("Nothing new"), "\(known.errors)")

        // The operator makes the next ones in the data folder; one of them is forgotten.
        try await scene.folder.serving { _, exchange in
            _ = try await exchange.with(key: scene.lentera.curator)
                .call("POST", "/v1/signals", scene.proposal(Self.hash(2)))
        }
        let local = "--data '\(scene.folder.data)' --member \(scene.amihan.id)"
        #expect(try await run("bundle export second.bundle --previous first.bundle \(local)").status == 0)
        try await scene.folder.serving { _, exchange in
            _ = try await exchange.with(key: scene.lentera.curator)
                .call("POST", "/v1/signals", scene.proposal(Self.hash(3)))
        }
        #expect(try await run("bundle export third.bundle --previous second.bundle \(local)").status == 0)
        let early = try await run("bundle import third.bundle --data node")
        #expect(early.status == 2 && early.errors.contains("bundle-gap"))
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: unit.root + "/second.bundle")))
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: unit.root + "/spoiled.bundle"))
        let spoiled = try await run("bundle import spoiled.bundle --data node")
        #expect(spoiled.status == 1 && spoiled.errors.contains("was refused"))
        for name in ["second", "third"] {
            let outcome = try await run("bundle import \(name).bundle --data node --json")
            #expect(outcome.status == 0, "\(outcome.errors)")
            let json = try JSONValue(parsing: Array(outcome.output.utf8.dropLast()))
            #expect(json["eventsTaken"]?.integerValue ?? 0 >= 1)
        }
        #expect(try await run("log verify --data node").status == 0)

        let following = [
            "--allow-destination", "127.0.0.1", "--follow-key-file", unit.root + "/follow.key",
            "--follow-verifier-key", scene.verifierKey,
        ]
        try await scene.folder.serving { running, exchange in
            _ = try await exchange.with(key: scene.lentera.curator)
                .call("POST", "/v1/signals", scene.proposal(Self.hash(4)))
            try await unit.serving(following + ["--follow", running.address]) { _, node in
                let busy = try await run("bundle import third.bundle --data node")
                #expect(busy.status == 2 && busy.errors.contains("Stop it first"))
                let curator = try await node.person("curator", of: scene.amihan.id)
                while try await node.with(key: curator).list("/v1/signals").count < 4 {
                    try await Task.sleep(for: .milliseconds(50))
                }
                #expect(try await node.with(key: curator).list("/v1/signals").count == 4)
            }
        }
    }

    private static func hash(_ seed: UInt64) -> Hash256 {
        var random = SplitMix64(seed: seed)
        return Hash256(random.next(), random.next(), random.next(), random.next())
    }

    /// Waits until a checkpoint covers everything that is recorded now.
    private static func waitForCheckpoint(_ exchange: NodeClient) async throws {
        let size = try await exchange.call("GET", "/status")["journalSize"]?.integerValue ?? 0
        while try await exchange.call("GET", "/status")["log"]?["size"]?.integerValue ?? 0 < size {
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}

import CanonicalJSON
import Fingerprints
import Foundation
import SeededRandomness
import Synchronization
import Testing
import TransparencyLog

/// The node is killed again and again while members write to it.
@Suite struct `A node that is killed` {
    private static let kills = 50
    private static let writers = 4

    /// What was acknowledged, and what was asked for.
    private final class Ledger: Sendable {
        private struct State {
            var asked: UInt64 = 0
            /// The signal that was answered for each fingerprint.
            var acknowledged: [String: String] = [:]
            var checkpoints: [Checkpoint] = []
        }

        private let state = Mutex(State())

        var acknowledged: [String: String] { state.withLock(\.acknowledged) }
        var checkpoints: [Checkpoint] { state.withLock(\.checkpoints) }

        /// A hash that was never asked for, far from all others.
        func nextHash() -> Hash256 {
            let number = state.withLock { state in
                state.asked += 1
                return state.asked
            }
            var random = SplitMix64(seed: number)
            return Hash256(random.next(), random.next(), random.next(), random.next())
        }

        func acknowledge(_ hash: Hash256, as signal: String) { state.withLock { $0.acknowledged[hash.hex] = signal } }

        func keep(_ checkpoint: Checkpoint) { state.withLock { $0.checkpoints.append(checkpoint) } }
    }

    @Test func `finds every acknowledged act exactly once, a complete index and a consistent log`() async throws {
        let folder = try await NodeFolder.initialised(["--kind", "platform", "--name", "TEST Lentera"])
        let ledger = Ledger()
        var random = SplitMix64(seed: 2018)
        let (curator, bank) = try await folder.serving { _, node in try await Self.prepare(node) }

        for kill in 0..<Self.kills {
            let writes = Int.random(in: 1...25, using: &random)
            let pause = Duration.microseconds(Int.random(in: 0...3000, using: &random))
            let start = ledger.acknowledged.count
            try await folder.serving { running, node in
                let node = node.with(key: curator)
                await withTaskGroup { group in
                    for _ in 0..<Self.writers {
                        group.addTask { await Self.propose(to: node, bank, until: running, ledger) }
                    }
                    while ledger.acknowledged.count < start + writes {
                        try? await Task.sleep(for: .milliseconds(1))
                    }
                    try? await Task.sleep(for: pause)
                    if kill.isMultiple(of: 5), let checkpoint = try? await Self.checkpoint(of: node) {
                        ledger.keep(checkpoint)
                    }
                    running.send(SIGKILL)
                }
            }
        }

        try await folder.serving { _, node in
            let node = node.with(key: curator)
            let listed = try await node.list("/v1/signals")
            let signals = Dictionary(grouping: listed, by: Self.hash)
            for (hash, signal) in ledger.acknowledged {
                #expect(signals[hash]?.compactMap { $0["id"]?.stringValue } == [signal])
            }
            #expect(signals.values.allSatisfy { $0.count == 1 })
            let status = try await node.call("GET", "/status")
            #expect(status["index"]?["hashes"]?.integerValue == Int64(listed.count))
            for batch in Array(ledger.acknowledged).chunks(of: 40) {
                let prints = batch.map { JSONValue.object(["kind": "pdq", "value": .string($0.key)]) }
                let answer = try await node.call("POST", "/v1/checks", ["fingerprints": .array(prints)])
                let found = Set((answer["matches"]?.arrayValue ?? []).compactMap { $0["signal"]?.stringValue })
                #expect(found == Set(batch.map(\.value)))
            }
            try await Self.expectGrowth(of: node, through: ledger.checkpoints)
        }
        #expect(ledger.acknowledged.count >= Self.kills)
        #expect(ledger.checkpoints.count >= 5)
        let audit = try await Program.run("log", "verify", "--data", folder.data)
        #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    }

    private static func prepare(_ node: NodeClient) async throws -> (curator: String, bank: String) {
        let own = try await node.call("GET", "/status")["organisation"]?.stringValue ?? ""
        let bank = try await node.call("POST", "/v1/banks", ["name": "TEST bank"])["id"]?.stringValue ?? ""
        return (try await node.person("curator", of: own), bank)
    }

    /// Proposes one signal after the other until the node is gone.
    private static func propose(
        to node: NodeClient,
        _ bank: String,
        until running: Program.Running,
        _ ledger: Ledger
    ) async {
        while true {
            let hash = ledger.nextHash()
            let proposal: JSONValue = [
                "bank": .string(bank), "kind": "image", "behaviours": ["graphicViolence"],
                "fingerprints": [["kind": "pdq", "value": .string(hash.hex)]],
                "rationale": "TEST", "exemptionAssessment": "TEST no exemption",
            ]
            guard let answer = try? await node.call("POST", "/v1/signals", proposal),
                let signal = answer["id"]?.stringValue
            else { return }
            ledger.acknowledge(hash, as: signal)
        }
    }

    private static func hash(of signal: JSONValue) -> String {
        signal["fingerprints"]?.arrayValue?.first?["value"]?.stringValue ?? ""
    }

    private static func checkpoint(of node: NodeClient) async throws -> Checkpoint {
        try Checkpoint(parsing: SignedNote(parsing: try await node.ask("GET", "/checkpoint").bytes).text)
    }

    /// Every checkpoint that was ever seen is the beginning of the log as it is now.
    private static func expectGrowth(of node: NodeClient, through seen: [Checkpoint]) async throws {
        let now = try await checkpoint(of: node)
        var leaves: [LogHash] = []
        for tile in Tile.covering(treeOf: now.size) where tile.content == .entries {
            let bundle = try #require(
                EntryBundle(bytes: try await node.ask("GET", tile.path).bytes, width: tile.width)
            )
            leaves += bundle.entries.map { MerkleTree.leafHash(of: $0) }
        }
        #expect(leaves.count == Int(now.size))
        for checkpoint in seen + [now] {
            #expect(checkpoint.size <= now.size)
            #expect(MerkleTree.root(of: leaves.prefix(Int(checkpoint.size))) == checkpoint.root)
        }
    }
}

extension Array {
    fileprivate func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}

import CanonicalJSON
import Foundation
import SeededRandomness
import Testing
import TransparencyLog

/// Writes a log and receipts for the tests under `Interop/tlog`, which other programs read.
///
/// It runs only where `PERISAI_TLOG_FIXTURE` names a folder. What it writes there: `log/` as a server would serve it with
/// `log.vkey` and an older `checkpoint.older` beside it; `person.receipt` and `public.receipt` with `receipt.vkey` and
/// `other.vkey`; `act.tlog-proof`, the proof of one of the receipts' events; `person.verdicts`, the verdict of this program
/// for every single-bit flip of `person.receipt`, one line each, bit 0 of byte 0 first; and the same of a receipt that two
/// witnesses cosigned as `witnessed.receipt` and `witnessed.verdicts`, with the verdict under each of several policies in
/// `witnessed.policies` and its cosigned checkpoint as `witnessed.checkpoint` with `witnessed.vkeys`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["PERISAI_TLOG_FIXTURE"] != nil))
struct FixtureTests {
    let folder = URL(
        filePath: ProcessInfo.processInfo.environment["PERISAI_TLOG_FIXTURE"] ?? "/nonexistent",
        directoryHint: .isDirectory
    )

    func write(_ bytes: [UInt8], _ path: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    @Test func `writes a log of 66,000 entries with all its tiles`() throws {
        var random = SplitMix64(seed: 11)
        let signer = try SeededEvents.signer(name: "bentara.example/log", &random)
        let entries = (0..<66_000).map { index in MerkleTree.leafHash(of: Array("entry \(index)".utf8)) }
        var frontier = TreeFrontier()
        var nodes: [TreeNode: LogHash] = [:]
        for (index, entry) in entries.enumerated() {
            if index == 300 {
                let older = try Checkpoint(origin: "bentara.example/log", size: frontier.size, root: frontier.root)
                try write(Array(older.signed(by: signer).encoded.utf8), "checkpoint.older")
            }
            frontier.append(MerkleTree.leafHash(of: entry)) { nodes[$0] = $1 }
        }
        for tile in Tile.covering(treeOf: frontier.size) {
            let first = tile.index * Int64(Tile.fullWidth)
            let places = first..<first + Int64(tile.width)
            switch tile.content {
            case .entries:
                let bundle = try #require(EntryBundle(entries: places.map { entries[Int($0)].bytes }))
                try write(bundle.bytes, "log\(tile.path)")
            case .hashes(let level):
                let hashes = try places.map { try #require(nodes[TreeNode(level: 8 * level, index: $0)]) }
                let content = try #require(HashTile(level: level, index: tile.index, hashes: hashes))
                try write(content.bytes, "log\(tile.path)")
            }
        }
        let checkpoint = try Checkpoint(origin: "bentara.example/log", size: frontier.size, root: frontier.root)
        try write(Array(checkpoint.signed(by: signer).encoded.utf8), "log/checkpoint")
        try write(Array(signer.verifierKey.text.utf8), "log.vkey")
    }

    @Test func `writes receipts and the verdict of every flip`() throws {
        let log = try SampleLog()
        let person = try log.personReceipt().encoded()
        try write(person, "person.receipt")
        try write(try log.publicReceipt().encoded(), "public.receipt")
        try write(Array(log.signer.verifierKey.text.utf8), "receipt.vkey")
        let event = try #require(try log.events { _ in true }.first)
        let proof = InclusionProof(index: event.index, size: Int64(log.commitments.count), path: event.path)
        let data = log.commitments[Int(event.index)].leafData.bytes
        try write(Array(LogProofFile(proof, checkpoint: log.note, extra: data).encoded.utf8), "act.tlog-proof")
        try write(Array(try SampleLog(seed: 8).signer.verifierKey.text.utf8), "other.vkey")
        var verdicts = ""
        for place in 0..<person.count * 8 {
            var bytes = person
            bytes[place / 8] ^= 1 << UInt8(place % 8)
            verdicts += "\(ReceiptVerdict(of: bytes, against: nil))\n"
        }
        try write(Array(verdicts.utf8), "person.verdicts")
        try writeWitnessed(log)
    }

    /// A receipt that two of three witnesses cosigned, policies, and what Swift says of each pair and each flip.
    private func writeWitnessed(_ log: SampleLog) throws {
        var random = SplitMix64(seed: 41)
        let cosigners = try (0..<3).map { try SeededWitness.cosigner("witness.example/w\($0)", &random) }
        let checkpoint = try Checkpoint(parsing: log.note.text)
        let lines = try cosigners.prefix(2).map { try $0.cosign(checkpoint, seconds: 1_790_000_000) }
        let receipt = try Receipt(
            events: log.events { $0 != .actor },
            checkpoint: log.note.adding(lines),
            signer: log.signer.verifierKey,
            witnesses: cosigners.prefix(2).map(\.key)
        ).encoded()
        try write(receipt, "witnessed.receipt")
        try write(Array(try log.note.adding(lines).encoded.utf8), "witnessed.checkpoint")
        try write(Array(cosigners.prefix(2).map { "\($0.key.text)\n" }.joined().utf8), "witnessed.vkeys")
        var verdicts = ""
        for place in 0..<receipt.count * 8 {
            var bytes = receipt
            bytes[place / 8] ^= 1 << UInt8(place % 8)
            verdicts += "\(ReceiptVerdict(of: bytes, against: nil))\n"
        }
        try write(Array(verdicts.utf8), "witnessed.verdicts")
        let keys = cosigners.enumerated().map { "witness w\($0) \($1.key.text)\n" }.joined()
        let (own, other) = (log.signer.verifierKey.text, try SampleLog(seed: 8).signer.verifierKey.text)
        let policies = [
            "log \(own)\n\(keys)group g 2 w0 w1 w2\nquorum g\n", "\(keys)group g 2 w0 w1 w2\nquorum g\n",
            "\(keys)group g all w0 w1 w2\nquorum g\n", "\(keys)quorum w2\n", "log \(other)\n\(keys)quorum w0\n",
            "log \(own)\nquorum none\n", "# nobody\n\n\tquorum  none \n",
            "\(keys)group a any w0\ngroup b 1 w1 w2\ngroup c all a b\nquorum c\n", keys, "\(keys)quorum w3\n",
            "\(keys)group g 3 w0 w1\nquorum g\n", "\(keys)group g any w0 w0\nquorum g\n", "log \(own)x\nquorum none\n",
            "witness a \(own)\nquorum a\n", "\(keys)\(keys)quorum w0\n", "quorum none\nquorum none\n",
            "quorum none\r\n",
        ]
        var judged: [JSONValue] = []
        for text in policies {
            let words: String
            do throws(WitnessPolicyError) {
                let policy = try WitnessPolicy(parsing: Array(text.utf8))
                words = ReceiptVerdict(of: receipt, against: nil, policy: policy).description
            } catch {
                words = "unable to compare: the policy is none, \(error)"
            }
            judged.append(["policy": .string(text), "words": .string(words)])
        }
        try write(JSONValue.array(judged).canonicalBytes, "witnessed.policies")
    }
}

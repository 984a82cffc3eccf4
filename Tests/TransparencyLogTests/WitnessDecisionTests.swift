import SeededRandomness
import Testing
import TransparencyLog

/// A witness, asked over and over by a log whose whole tree is at hand.
struct WitnessDecisionTests {
    /// A log that can be asked for its checkpoint at every size, and for proofs between them.
    private struct History {
        let signer: NoteSigner
        let leaves: [LogHash]

        init(_ signer: NoteSigner, _ leaves: [String]) {
            self.signer = signer
            self.leaves = leaves.map { MerkleTree.leafHash(of: Array($0.utf8)) }
        }

        func note(_ size: Int) throws -> SignedNote {
            var frontier = TreeFrontier()
            for leaf in leaves.prefix(size) { frontier.append(leaf) }
            return try Checkpoint(
                origin: signer.verifierKey.name.text,
                size: Int64(size),
                root: frontier.root
            ).signed(by: signer)
        }

        func request(from old: Int, to size: Int) throws -> AddCheckpointRequest {
            var hashes: [TreeNode: LogHash] = [:]
            var frontier = TreeFrontier()
            for leaf in leaves.prefix(size) { frontier.append(leaf) { hashes[$0] = $1 } }
            let proof = try ConsistencyProof.generate(from: Int64(old), to: Int64(size)) { node in
                guard let hash = hashes[node] else { throw ProofError(code: .missingTile) }
                return hash
            }
            return AddCheckpointRequest(oldSize: Int64(old), proof: proof.path, note: try note(size))
        }
    }

    private static let names = (0..<40).map { "act \($0)" }
    private let history: History
    private let fork: History

    init() throws {
        var random = SplitMix64(seed: 11)
        let signer = try SeededEvents.signer(&random)
        history = History(signer, Self.names)
        fork = History(signer, Self.names.enumerated().map { $0 == 13 ? "rewritten" : $1 })
    }

    private func decide(_ request: AddCheckpointRequest, after size: Int?) throws -> Checkpoint {
        let last = try size.map { try Checkpoint(parsing: history.note($0).text) }
        return try WitnessDecision.decide(request, logs: [history.signer.verifierKey]) { _ in last }
    }

    @Test func `every step of a log that only grows is cosigned, and every step back or aside is not`() throws {
        for old in 0...Self.names.count {
            for size in stride(from: old, through: Self.names.count, by: 3) {
                let checkpoint = try decide(history.request(from: old, to: size), after: old == 0 ? nil : old)
                #expect(checkpoint.size == Int64(size))
                if old > 0, size > 13 {
                    let refusal = WitnessRefusal.self
                    let other = try fork.request(from: old, to: size)
                    if old > 13 {
                        #expect(throws: refusal) { try decide(other, after: old) }
                    } else {
                        // What was cosigned is the same in both; which of them goes on can't be told yet.
                        #expect(throws: Never.self) { try decide(other, after: old) }
                    }
                }
            }
        }
    }

    @Test func `a log that tells two histories is found out by whoever comes second`() throws {
        _ = try decide(history.request(from: 0, to: 20), after: nil)
        #expect(throws: WitnessRefusal.otherRoot(cosigned: 20)) {
            try decide(fork.request(from: 20, to: 20), after: 20)
        }
        #expect(throws: WitnessRefusal.notConsistent) { try decide(fork.request(from: 20, to: 30), after: 20) }
        #expect(WitnessRefusal.otherRoot(cosigned: 20).status == 409)
        #expect(WitnessRefusal.notConsistent.status == 422)
    }

    @Test func `a witness names the size that it knows to a log that thinks another`() throws {
        #expect(throws: WitnessRefusal.otherSize(cosigned: 20)) {
            try decide(history.request(from: 0, to: 30), after: 20)
        }
        #expect(throws: WitnessRefusal.otherSize(cosigned: 0)) {
            try decide(history.request(from: 5, to: 30), after: nil)
        }
        #expect(throws: WitnessRefusal.otherSize(cosigned: 30)) {
            try decide(history.request(from: 10, to: 20), after: 30)
        }
        #expect(WitnessRefusal.otherSize(cosigned: 20).status == 409)
    }

    @Test func `an old size beyond the checkpoint, an unknown log, and a missing signature have their statuses`() throws
    {
        let good = try history.request(from: 10, to: 20)
        let beyond = AddCheckpointRequest(oldSize: 21, proof: [], note: good.note)
        #expect(throws: WitnessRefusal.oldSizeTooLarge) { try decide(beyond, after: 21) }
        var random = SplitMix64(seed: 12)
        let other = try NoteSigner(
            name: try #require(NoteKeyName("other.example/log")),
            seed: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        )
        #expect(throws: WitnessRefusal.unknownLog) {
            try WitnessDecision.decide(good, logs: [other.verifierKey]) { _ in nil }
        }
        let impostor = try NoteSigner(
            name: history.signer.verifierKey.name,
            seed: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        )
        let forged = try impostor.sign(good.note.text)
        #expect(throws: WitnessRefusal.notSigned) {
            try decide(AddCheckpointRequest(oldSize: 10, proof: good.proof, note: forged), after: 10)
        }
        let line = NoteSignature(
            name: good.note.signatures[0].name,
            keyID: good.note.signatures[0].keyID,
            signature: forged.signatures[0].signature
        )
        let wrong = try SignedNote(text: good.note.text, signatures: [line])
        #expect(throws: WitnessRefusal.notSigned) {
            try decide(AddCheckpointRequest(oldSize: 10, proof: good.proof, note: wrong), after: 10)
        }
        #expect(WitnessRefusal.oldSizeTooLarge.status == 400)
        #expect(WitnessRefusal.unknownLog.status == 404)
        #expect(WitnessRefusal.notSigned.status == 403)
    }

    @Test func `a proof must be empty from nothing and from the same size`() throws {
        let hash = MerkleTree.leafHash(of: [1])
        let fromNothing = AddCheckpointRequest(oldSize: 0, proof: [hash], note: try history.note(20))
        #expect(throws: WitnessRefusal.notConsistent) { try decide(fromNothing, after: nil) }
        let again = AddCheckpointRequest(oldSize: 20, proof: [hash], note: try history.note(20))
        #expect(throws: WitnessRefusal.notConsistent) { try decide(again, after: 20) }
        #expect(try decide(history.request(from: 20, to: 20), after: 20).size == 20)
    }

    @Test func `a memory that fails is no permission`() throws {
        struct Broken: Error {}
        #expect(throws: Broken.self) {
            try WitnessDecision.decide(history.request(from: 0, to: 5), logs: [history.signer.verifierKey]) { _ in
                throw Broken()
            }
        }
    }

    @Test func `a request comes back from its bytes`() throws {
        for (old, size) in [(0, 0), (0, 1), (1, 2), (7, 40), (32, 40), (40, 40)] {
            let request = try history.request(from: old, to: size)
            #expect(try AddCheckpointRequest(parsing: request.encoded) == request)
        }
    }

    @Test func `bytes that are no request are refused, whatever they are`() throws {
        let good = try history.request(from: 7, to: 40)
        let text = String(decoding: good.encoded, as: UTF8.self)
        let hash = "\(good.proof[0].base64)\n"
        let bad = [
            "", "old 7\n", text.replacing("old 7", with: "old 07"), text.replacing("old 7", with: "old -7"),
            text.replacing("old 7", with: "Old 7"), text.replacing("old 7", with: "old 7 "),
            text.replacing("old 7", with: "old  7"), text.replacing("old 7", with: "old 9223372036854775808"),
            text.replacing(hash, with: "AAAA\n"), text.replacing("\n\n", with: "\n"), text + "x",
            String(text.dropLast()),
            "old 7\n" + String(repeating: hash, count: 64) + "\n" + good.note.encoded,
        ]
        for text in bad {
            #expect(throws: WitnessRefusal.malformed) { try AddCheckpointRequest(parsing: Array(text.utf8)) }
        }
        #expect(throws: WitnessRefusal.malformed) {
            try AddCheckpointRequest(parsing: Array(repeating: 0x0A, count: AddCheckpointRequest.bytesMax + 1))
        }
        #expect(WitnessRefusal.malformed.status == 400)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `changed bytes are refused or are the same request`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let good = try history.request(from: 7, to: 40).encoded
        for _ in 0..<200 {
            let bytes = random.mutated(good)
            if let read = try? AddCheckpointRequest(parsing: bytes) { #expect(read.encoded == bytes) }
        }
    }
}

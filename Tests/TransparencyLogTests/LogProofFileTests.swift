import Foundation
import Testing
import TransparencyLog

/// The C2SP tlog-proof format, read here line by line as its text says.
@Suite struct `A proof file` {
    private struct Parts {
        let extra: String?
        let index: String
        let path: [String]
        let checkpoint: String

        init(_ text: String) throws {
            let halves = text.components(separatedBy: "\n\n")
            var lines = try #require(halves.first).components(separatedBy: "\n")
            try #require(lines.removeFirst() == "c2sp.org/tlog-proof@v1")
            if lines[0].hasPrefix("extra ") { extra = String(lines.removeFirst().dropFirst(6)) } else { extra = nil }
            try #require(lines[0].hasPrefix("index "))
            index = String(lines.removeFirst().dropFirst(6))
            path = lines
            checkpoint = halves.dropFirst().joined(separator: "\n\n")
        }
    }

    private static func proof(of index: Int64, in log: SampleLog) throws -> InclusionProof {
        let event = try #require(try log.events { _ in true }.first { $0.index == index })
        return InclusionProof(index: index, size: Int64(log.commitments.count), path: event.path)
    }

    @Test func `of another tree than the checkpoint's is not written`() throws {
        let log = try SampleLog()
        let proof = try Self.proof(of: 4, in: log)
        let longer = InclusionProof(index: proof.index, size: proof.size + 1, path: proof.path)
        #expect(throws: ProofError(code: .outOfRange)) { try LogProofFile(longer, checkpoint: log.note) }
        let outside = InclusionProof(index: proof.size, size: proof.size, path: proof.path)
        #expect(throws: ProofError(code: .outOfRange)) { try LogProofFile(outside, checkpoint: log.note) }
    }

    @Test func `of a note that is no checkpoint is not written`() throws {
        let log = try SampleLog()
        let note = try log.signer.sign("TEST not a checkpoint\n")
        let proof = try Self.proof(of: 4, in: log)
        #expect(throws: NoteError(code: .malformedCheckpoint)) { try LogProofFile(proof, checkpoint: note) }
    }

    @Test func `has the lines of the format in their order, and its path leads from the leaf to the signed root`()
        throws
    {
        let log = try SampleLog()
        let proof = try Self.proof(of: 9, in: log)
        let data = log.commitments[9].leafData
        let parts = try Parts(LogProofFile(proof, checkpoint: log.note, extra: data.bytes).encoded)

        #expect(parts.extra == data.base64)
        #expect(parts.index == "9")
        #expect(parts.path.count == proof.path.count)
        // The checkpoint stands there as it was signed.
        #expect(parts.checkpoint == log.note.encoded)
        let checkpoint = try Checkpoint.open(Array(parts.checkpoint.utf8), by: log.signer.verifierKey)
        let path = try parts.path.map { try #require(LogHash(base64: $0)) }
        let extra = try #require(parts.extra)
        let leaf = MerkleTree.leafHash(of: try #require(LogHash(base64: extra)))
        try InclusionProof(index: 9, size: checkpoint.size, path: path).verify(leafHash: leaf, root: checkpoint.root)
    }

    @Test func `without extra data has no such line, and of a log of one entry no path`() throws {
        let log = try SampleLog()
        let signer = log.signer
        let leaf = log.commitments[0].leafHash
        let note = try Checkpoint(origin: signer.verifierKey.name.text, size: 1, root: leaf).signed(by: signer)
        let text = try LogProofFile(InclusionProof(index: 0, size: 1, path: []), checkpoint: note).encoded
        #expect(text == "c2sp.org/tlog-proof@v1\nindex 0\n\n" + note.encoded)
    }
}

import CanonicalJSON
import SeededRandomness
import Testing
import TransparencyLog

/// Receipts that carry what witnesses said.
struct WitnessedReceiptTests {
    private let log: SampleLog
    private let cosigners: [Cosigner]
    private let note: SignedNote

    init() throws {
        log = try SampleLog()
        var random = SplitMix64(seed: 31)
        cosigners = try (0..<3).map { try SeededWitness.cosigner("witness.example/w\($0)", &random) }
        let checkpoint = try Checkpoint(parsing: log.note.text)
        note = try log.note.adding(
            try cosigners.enumerated().map { try $1.cosign(checkpoint, seconds: 1_790_000_000 + Int64($0)) }
        )
    }

    private func receipt(_ count: Int) throws -> Receipt {
        try Receipt(
            events: log.events { $0 != .actor },
            checkpoint: note,
            signer: log.signer.verifierKey,
            witnesses: cosigners.prefix(count).map(\.key)
        )
    }

    private func policy(_ amount: String, withLog: Bool = true) throws -> WitnessPolicy {
        let lines = cosigners.enumerated().map { "witness w\($0) \($1.key.text)\n" }.joined()
        let log = withLog ? "log \(log.signer.verifierKey.text)\n" : ""
        return try WitnessPolicy(parsing: Array((log + lines + "group g \(amount) w0 w1 w2\nquorum g\n").utf8))
    }

    @Test func `a receipt with witnesses comes back from its bytes, and one without has no word of them`() throws {
        for count in 0...3 {
            let made = try receipt(count)
            let read = try Receipt.parse(made.encoded())
            #expect(read == made)
            #expect(read.witnesses == cosigners.prefix(count).map(\.key))
            #expect(String(decoding: made.encoded(), as: UTF8.self).contains("witnesses") == (count > 0))
        }
    }

    @Test func `a policy of two of three is met by two and not by one`() throws {
        let (key, trusted) = (log.signer.verifierKey, try policy("2"))
        let two = ReceiptVerdict(of: try receipt(2).encoded(), against: nil, policy: trusted)
        #expect(two == .genuine(signer: key, cosigned: cosigners.prefix(2).map(\.key)))
        #expect(two.isAccepted)
        let names = cosigners.prefix(2).map(\.key.shortName).joined(separator: ", ")
        #expect(two.description == "genuine, signed by \(key.shortName), cosigned by \(names)")
        let one = ReceiptVerdict(of: try receipt(1).encoded(), against: key, policy: trusted)
        #expect(one == .notWitnessed(signer: key, cosigned: [cosigners[0].key]))
        #expect(!one.isAccepted)
        let none = ReceiptVerdict(of: try receipt(0).encoded(), against: key, policy: trusted)
        #expect(none == .notWitnessed(signer: key, cosigned: []))
    }

    @Test func `witnesses that the reader does not trust say nothing`() throws {
        let key = log.signer.verifierKey
        var random = SplitMix64(seed: 32)
        let stranger = try SeededWitness.cosigner("witness.example/w0", &random)
        let other = try WitnessPolicy(parsing: Array("witness w \(stranger.key.text)\nquorum w\n".utf8))
        let verdict = ReceiptVerdict(of: try receipt(3).encoded(), against: key, policy: other)
        #expect(verdict == .notWitnessed(signer: key, cosigned: []))
        #expect(ReceiptVerdict(of: try receipt(3).encoded(), against: nil) == .intact(signer: key))
    }

    @Test func `cosignatures don't make up for another signer`() throws {
        let bytes = try receipt(3).encoded()
        let (key, other) = (log.signer.verifierKey, try SampleLog(seed: 8).signer.verifierKey)
        #expect(
            ReceiptVerdict(of: bytes, against: other, policy: try policy("any"))
                == .signedByAnother(signer: key, expected: other)
        )
        let foreign = try WitnessPolicy(parsing: Array("log \(other.text)\nquorum none\n".utf8))
        #expect(ReceiptVerdict(of: bytes, against: nil, policy: foreign) == .signedByUnknown(signer: key))
        #expect(ReceiptVerdict(of: bytes, against: key, policy: foreign) == .signedByUnknown(signer: key))
        let silent = try policy("all", withLog: false)
        #expect(
            ReceiptVerdict(of: bytes, against: nil, policy: silent)
                == .intact(signer: key, cosigned: cosigners.map(\.key))
        )
        #expect(
            ReceiptVerdict(of: bytes, against: key, policy: silent)
                == .genuine(signer: key, cosigned: cosigners.map(\.key))
        )
    }

    @Test(arguments: 0..<8 as Range<UInt8>)
    func `every single-bit flip is refused, in the lines of witnesses too`(bit: UInt8) throws {
        let good = try receipt(2).encoded()
        for place in good.indices {
            var bytes = good
            bytes[place] ^= 1 << bit
            #expect(!ReceiptVerdict(of: bytes, against: nil).isAccepted, "bit \(bit) of byte \(place)")
        }
    }

    @Test func `lines and keys of witnesses that don't belong together are refused`() throws {
        let text = String(decoding: try receipt(2).encoded(), as: UTF8.self)
        let (first, second) = (cosigners[0].key.text, cosigners[1].key.text)
        func code(_ changed: String) -> ReceiptError.Code? {
            guard case .refused(let error) = ReceiptVerdict(of: Array(changed.utf8), against: nil) else { return nil }
            return error.code
        }
        #expect(
            code(text.replacing("[\"\(first)\",\"\(second)\"]", with: "[\"\(second)\",\"\(first)\"]")) == .badCheckpoint
        )
        #expect(code(text.replacing(",\"\(second)\"]", with: "]")) == .badCheckpoint)
        #expect(code(text.replacing("\"\(second)\"]", with: "\"\(first)\"]")) == .badWitnesses)
        #expect(code(text.replacing("[\"\(first)\",\"\(second)\"]", with: "[]")) == .wrongShape)
        #expect(code(text.replacing("[\"\(first)\",\"\(second)\"]", with: "\"\(first)\"")) == .wrongShape)
        #expect(code(text.replacing("\"\(second)\"]", with: "\"\(cosigners[2].key.text)\"]")) == .badCheckpoint)
        #expect(code(text.replacing("\"\(second)\"]", with: "\"\(log.signer.verifierKey.text)\"]")) == .badWitnesses)
        let later = text.replacing(
            note.signatures[1].encoded.dropLast(),
            with: try cosigners[0].cosign(try Checkpoint(origin: "x", size: 0, root: MerkleTree.emptyRoot), seconds: 1)
                .encoded.dropLast()
        )
        #expect(code(later) == .badCosignature)
    }
}

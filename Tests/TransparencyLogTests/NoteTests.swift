import SeededRandomness
import Testing
import TransparencyLog

struct NoteTests {
    /// A key and note of Go's documentation of `sumdb/note`.
    static let goKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let goNote = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """

    struct Case {
        let signer: NoteSigner
        let note: SignedNote
        var key: NoteVerifierKey { signer.verifierKey }

        init(seed: UInt64 = 1) throws {
            var random = SplitMix64(seed: seed)
            signer = try SeededEvents.signer(&random)
            note = try Checkpoint(origin: "lentera.example/log", size: 7, root: MerkleTree.leafHash(of: [1]))
                .signed(by: signer)
        }
    }

    @Test func `a note made by Go's library verifies`() throws {
        let key = try NoteVerifierKey(parsing: Self.goKey)
        #expect(key.text == Self.goKey)
        #expect(key.shortName == "PeterNeumann+c74f20a3")
        let note = try SignedNote(parsing: Array(Self.goNote.utf8))
        #expect(try note.verified(by: [key]) == [key])
        #expect(note.encoded == Self.goNote)
    }

    @Test func `keys come back from their texts, and secrets are not in descriptions`() throws {
        let signer = try Case().signer
        #expect(try NoteVerifierKey(parsing: signer.verifierKey.text) == signer.verifierKey)
        let read = try NoteSigner(parsing: signer.secretText + "\n")
        #expect(read.verifierKey == signer.verifierKey)
        #expect(read.secretText == signer.secretText)
        #expect(signer.secretText.hasPrefix("PRIVATE+KEY+lentera.example/log+"))
        for text in ["\(signer)", String(reflecting: signer), signer.verifierKey.description] {
            #expect(text == signer.verifierKey.shortName)
        }
        var dumped = ""
        dump(signer, to: &dumped)
        #expect(!dumped.contains("seed"))
    }

    @Test func `a key whose parts are changed in any one bit is refused`() throws {
        let signer = try Case().signer
        for text in [signer.verifierKey.text, signer.secretText] {
            for place in 0..<text.utf8.count * 8 {
                var bytes = Array(text.utf8)
                bytes[place / 8] ^= 1 << UInt8(place % 8)
                guard let changed = String(validating: bytes, as: UTF8.self) else { continue }
                #expect(throws: NoteError.self, "bit \(place)") { try NoteVerifierKey(parsing: changed) }
                #expect(throws: NoteError.self, "bit \(place)") { try NoteSigner(parsing: changed) }
            }
        }
    }

    @Test(arguments: ["", " ", "a b", "a+b", "é", "a\n", "a\u{7F}", String(repeating: "n", count: 256)])
    func `a name with white space, plus or other scripts is refused`(name: String) {
        #expect(NoteKeyName(name) == nil)
    }

    @Test func `a note changed in any one bit is refused`() throws {
        let subject = try Case()
        let good = Array(subject.note.encoded.utf8)
        #expect(try Checkpoint.open(good, by: subject.key).size == 7)
        for place in 0..<good.count * 8 {
            var bytes = good
            bytes[place / 8] ^= 1 << UInt8(place % 8)
            #expect(throws: NoteError.self, "bit \(place)") { try Checkpoint.open(bytes, by: subject.key) }
        }
    }

    @Test func `signatures of unknown keys are ignored, a bad one of a known key is not`() throws {
        let subject = try Case()
        let other = try Case(seed: 2)
        let signature = try #require(subject.note.signatures.first)
        let foreign = try #require(other.note.signatures.first)
        let bad = NoteSignature(name: signature.name, keyID: signature.keyID, signature: foreign.signature)
        let stranger = NoteSignature(name: "witness.example/w", keyID: foreign.keyID, signature: [1, 2, 3])
        let text = subject.note.text
        let mixed = try SignedNote(text: text, signatures: [foreign, stranger, signature])
        #expect(try mixed.verified(by: [subject.key]) == [subject.key])
        #expect(try mixed.verified(by: [subject.key, other.key]) == [other.key, subject.key])
        #expect(throws: NoteError(code: .badSignature)) {
            try SignedNote(text: text, signatures: [signature, bad]).verified(by: [subject.key])
        }
        #expect(throws: NoteError(code: .noKnownSignature)) {
            try SignedNote(text: text, signatures: [stranger]).verified(by: [subject.key])
        }
        #expect(throws: NoteError(code: .noKnownSignature)) { try mixed.verified(by: []) }
    }

    @Test func `notes with too much are refused`() throws {
        let subject = try Case()
        let signature = try #require(subject.note.signatures.first)
        #expect(throws: NoteError(code: .tooLarge)) {
            try SignedNote(text: subject.note.text, signatures: Array(repeating: signature, count: 101))
        }
        #expect(throws: NoteError(code: .tooLarge)) {
            try SignedNote(parsing: Array(repeating: 0x61, count: NoteLimits.noteBytesMax + 1))
        }
    }

    @Test(arguments: [
        "", "\n", "\n\n", "a\n", "a\n\n", "a\n\n\n", "a\n\nb\n", "\u{2014} a AAAAAAA=\n", "a\n\u{2014} a AAAAAAA=\n",
        "a\n\n\u{2014} a AAAAAAA=", "a\n\n\u{2014} a AAAAAAA=\n\n", "a\n\n\u{2014} a  AAAAAAA=\n",
        "a\n\n\u{2014}a AAAAAAA=\n",
        "a\n\n- a AAAAAAA=\n", "a\n\n\u{2014} a+b AAAAAAA=\n", "a\n\n\u{2014} a AAAAAA==\n",
        "a\n\n\u{2014} a AAAAAAB=\n",
        "a\n\n\u{2014} a AAAAAAA= \n", "a\r\n\n\u{2014} a AAAAAAA=\n", "a\u{0}\n\n\u{2014} a AAAAAAA=\n",
        "a\n\n\u{2014} a\u{85}b AAAAAAA=\n", "a\n\n\u{2014}  AAAAAAA=\n",
    ])
    func `what is not a signed note is refused`(text: String) {
        #expect(throws: NoteError.self) { try SignedNote(parsing: Array(text.utf8)) }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        #expect(throws: NoteError.self) {
            try SignedNote(parsing: [0xFF, 0x0A, 0x0A] + Array("\u{2014} a AAAAAAA=\n".utf8))
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `random and mutated notes are refused or come back the same`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let good = Array(try Case(seed: seed).note.encoded.utf8)
        for _ in 0..<1_000 {
            let bytes = random.mutated(good)
            guard let note = try? SignedNote(parsing: bytes) else { continue }
            #expect(Array(note.encoded.utf8) == bytes, "seed \(seed)")
            if let checkpoint = try? Checkpoint(parsing: note.text) {
                #expect(Array(checkpoint.text.utf8) == Array(note.text.utf8), "seed \(seed)")
            }
            _ = try? SignedNote(parsing: random.bytes(60))
        }
    }
}

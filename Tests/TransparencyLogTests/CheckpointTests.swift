import SeededRandomness
import Testing
import TransparencyLog

struct CheckpointTests {
    static let root = MerkleTree.leafHash(of: [1])

    @Test func `a checkpoint comes back from its text`() throws {
        let checkpoint = try Checkpoint(
            origin: "lentera.example/log",
            size: 42,
            root: Self.root,
            extensions: ["x 1", "y"]
        )
        #expect(checkpoint.text == "lentera.example/log\n42\n\(Self.root.base64)\nx 1\ny\n")
        #expect(try Checkpoint(parsing: checkpoint.text) == checkpoint)
    }

    @Test func `the empty log has the empty root and no other`() throws {
        _ = try Checkpoint(origin: "a", size: 0, root: MerkleTree.emptyRoot)
        #expect(throws: NoteError(code: .malformedCheckpoint)) { try Checkpoint(origin: "a", size: 0, root: Self.root) }
    }

    @Test(arguments: ["-1", "+1", "01", "1.0", " 1", "1 ", "", "1e3", "0x1", "9223372036854775808", "٣", "1\u{301}"])
    func `a size in another spelling is refused`(size: String) {
        #expect(throws: NoteError(code: .malformedCheckpoint)) {
            try Checkpoint(parsing: "a\n\(size)\n\(Self.root.base64)\n")
        }
    }

    @Test func `texts of another shape are refused`() {
        let root = Self.root.base64
        for text in [
            "", "\n", "a\n", "a\n1\n", "a\n1\n\(root)", "\n1\n\(root)\n", "a\n1\n\(root)\n\n", "a\n1\n\(root)\n\nx\n",
            "a\n1\n\(root.dropLast())\n", "a\n1\n\(root) \n", "a\r\n1\r\n\(root)\r\n", "a\n1\nAAAA\n",
        ] {
            #expect(throws: NoteError(code: .malformedCheckpoint), "\(text)") { try Checkpoint(parsing: text) }
        }
    }

    @Test func `an origin or extension that would break the text is refused`() {
        for origin in ["", "a\nb", "a\rb"] {
            #expect(throws: NoteError.self) { try Checkpoint(origin: origin, size: 1, root: Self.root) }
        }
        for line in ["", "a\nb"] {
            #expect(throws: NoteError.self) {
                try Checkpoint(origin: "a", size: 1, root: Self.root, extensions: [line])
            }
        }
    }

    @Test func `a checkpoint of another log is refused although the key signed it`() throws {
        var random = SplitMix64(seed: 1)
        let signer = try SeededEvents.signer(&random)
        let other = try Checkpoint(origin: "other.example/log", size: 1, root: Self.root)
        #expect(throws: NoteError(code: .otherOrigin)) { try other.signed(by: signer) }
        let note = try signer.sign(other.text)
        #expect(throws: NoteError(code: .otherOrigin)) {
            try Checkpoint.open(Array(note.encoded.utf8), by: signer.verifierKey)
        }
    }
}

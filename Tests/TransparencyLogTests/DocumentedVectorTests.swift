import CanonicalJSON
import Foundation
import Testing
import TransparencyLog

/// The vectors of `docs/formats`, which an independent program computed, read from the documents themselves.
struct DocumentedVectorTests {
    static let formats = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/formats")

    static func document(_ name: String) throws -> String {
        try String(contentsOf: formats.appending(path: name), encoding: .utf8)
    }

    /// The cells of the rows whose first cell is the name of a field and that have a hash.
    static func rows() throws -> [[String]] {
        try document("event.md").split(separator: "\n").map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
        }.filter { $0.count == 4 && $0[3].count == 64 }
    }

    static func commitment() throws -> EventCommitment {
        var open: [FieldName: JSONValue] = [:]
        var sealed: [FieldName: SealedField] = [:]
        for row in try rows() {
            let name = try #require(FieldName(row[0]))
            let value = try JSONValue(parsingCanonical: Array(row[1].utf8))
            if name.isSealed {
                sealed[name] = .present(value, try #require(FieldSalt(hex: row[2])))
            } else {
                open[name] = value
            }
        }
        let salt = try #require(FieldSalt(bytes: Array(0..<32)))
        return try EventCommitment(eventSalt: salt, open: open, sealed: sealed)
    }

    @Test func `the event of the document has its salts, field hashes, leaf data and leaf hash`() throws {
        let rows = try Self.rows()
        let commitment = try Self.commitment()
        #expect(rows.count == 9)
        #expect(commitment.fields.map(\.name.text) == rows.map { $0[0] })
        #expect(commitment.fields.map { $0.content?.salt.hex } == rows.map { $0[2] })
        #expect(commitment.fields.map(\.hash.hex) == rows.map { $0[3] })
        let text = try Self.document("event.md")
        #expect(text.contains("leaf data `\(commitment.leafData.hex)`"))
        #expect(text.contains("leaf hash `\(commitment.leafHash.hex)`"))
    }

    @Test func `the receipt of the document is the one that this program makes`() throws {
        let commitment = try Self.commitment()
        let leaves = [
            MerkleTree.leafHash(of: Array("first".utf8)), commitment.leafHash,
            MerkleTree.leafHash(of: Array("third".utf8)),
        ]
        let name = try #require(NoteKeyName("lentera.example/log"))
        let signer = try NoteSigner(name: name, seed: Array(0x40...0x5F))
        let note = try Checkpoint(origin: name.text, size: 3, root: MerkleTree.root(of: leaves)).signed(by: signer)
        let event = ReceiptEvent(
            index: 1,
            event: commitment.disclosed { $0 != .actor && !$0.isSealed },
            path: [leaves[0], leaves[2]]
        )
        let receipt = try Receipt(events: [event], checkpoint: note, signer: signer.verifierKey)
        let line = try #require(try Self.document("receipt.md").split(separator: "\n").first { $0.hasPrefix("{") })
        let documented = try Receipt.parse(Array(line.utf8))
        #expect(documented.events == receipt.events)
        #expect(documented.checkpoint == receipt.checkpoint)
        #expect(documented.signer == receipt.signer)
        #expect(documented == receipt, "the library signs with randomness")
    }
}

import CanonicalJSON
import SeededRandomness
import Testing
import TransparencyLog

struct ReceiptTests {
    @Test func `both views of an act come back from their bytes and verify against the same root`() throws {
        let log = try SampleLog()
        let receipts = [try log.personReceipt(), try log.publicReceipt()]
        for receipt in receipts {
            let read = try Receipt.parse(receipt.encoded())
            #expect(read == receipt)
            #expect(read.encoded() == receipt.encoded())
        }
        #expect(receipts[0].checkpoint == receipts[1].checkpoint)
        let reasons = SeededEvents.name("sealed.reasons")
        #expect(receipts[0].events[0].event.value(of: reasons) != nil)
        #expect(receipts[1].events[0].event.value(of: reasons) == nil)
        #expect(receipts[1].events[0].event.hiddenCount == 3)
    }

    @Test func `the verdict tells whose key signed and never says more than was checked`() throws {
        let log = try SampleLog()
        let bytes = try log.personReceipt().encoded()
        let key = log.signer.verifierKey
        let other = try SampleLog(seed: 8).signer.verifierKey
        let alone = ReceiptVerdict(of: bytes, against: nil)
        #expect(alone.description == "intact, signed by \(key.shortName); compare this with the published key")
        #expect(alone.isAccepted)
        let known = ReceiptVerdict(of: bytes, against: key)
        #expect(known.description == "genuine, signed by \(key.shortName)")
        #expect(known.isAccepted)
        let foreign = ReceiptVerdict(of: bytes, against: other)
        #expect(foreign.description == "refused: signed by \(key.shortName), not by \(other.shortName)")
        #expect(!foreign.isAccepted)
    }

    @Test(arguments: 0..<8 as Range<UInt8>)
    func `every single-bit flip is refused`(bit: UInt8) throws {
        let log = try SampleLog()
        let good = try log.personReceipt().encoded()
        for place in good.indices {
            var bytes = good
            bytes[place] ^= 1 << bit
            let verdict = ReceiptVerdict(of: bytes, against: nil)
            #expect(!verdict.isAccepted, "bit \(bit) of byte \(place)")
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `random and mutated files are refused or are the same receipt`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let good = try SampleLog().publicReceipt().encoded()
        for _ in 0..<300 {
            let bytes = random.mutated(good)
            #expect(bytes == good || !ReceiptVerdict(of: bytes, against: nil).isAccepted, "seed \(seed)")
        }
    }

    @Test func `no other spelling of the same content is accepted`() throws {
        let text = String(decoding: try SampleLog().personReceipt().encoded(), as: UTF8.self)
        let spellings = [
            text + "\n", " " + text, "\u{FEFF}" + text, text.replacing("{\"checkpoint\"", with: "{ \"checkpoint\""),
            text.replacing("\\n", with: "\\u000a"), text.replacing("\u{2014}", with: "\\u2014"),
            text.replacing("/", with: "\\/"), text.replacing("\"index\":4", with: "\"index\":4.0"),
            text.replacing("\"index\":4", with: "\"index\":04"), text.replacing("\"index\":4", with: "\"index\":\"4\""),
            text.replacing("\"index\":4", with: "\"index\":4,\"index\":4"),
            text.replacing("\"index\":4", with: "\"indeX\":4"),
            text.replacing("\"format\":", with: "\"extra\":1,\"format\":"),
            text.replacing("perisai-receipt/1", with: "perisai-receipt/2"),
        ]
        for spelling in spellings {
            #expect(spelling != text)
            #expect(!ReceiptVerdict(of: Array(spelling.utf8), against: nil).isAccepted, "\(spelling.prefix(60))")
        }
    }

    @Test func `a receipt with a second signature line, even a good one, is refused`() throws {
        let log = try SampleLog()
        let receipt = try log.personReceipt()
        let signature = try #require(receipt.note.signatures.first)
        let twice = try SignedNote(text: receipt.note.text, signatures: [signature, signature])
        let text = String(decoding: receipt.encoded(), as: UTF8.self)
        let changed = text.replacing(
            JSONValue.string(receipt.note.encoded).canonicalString,
            with: JSONValue.string(twice.encoded).canonicalString
        )
        #expect(changed != text)
        #expect(ReceiptVerdict(of: Array(changed.utf8), against: nil) == .refused(ReceiptError(code: .badCheckpoint)))
        let made = try Receipt(events: receipt.events, checkpoint: twice, signer: receipt.signer)
        #expect(made == receipt)
    }

    @Test func `a receipt can't be made of what does not fit`() throws {
        let log = try SampleLog()
        let key = log.signer.verifierKey
        let events = try log.events { _ in true }
        let other = try SampleLog(seed: 8)
        #expect(throws: ReceiptError(code: .badEvents)) { try Receipt(events: [], checkpoint: log.note, signer: key) }
        #expect(throws: ReceiptError(code: .badEvents)) {
            try Receipt(events: events.reversed(), checkpoint: log.note, signer: key)
        }
        #expect(throws: ReceiptError(code: .badEvents)) {
            try Receipt(events: [events[0], events[0]], checkpoint: log.note, signer: key)
        }
        #expect(throws: ReceiptError(code: .notIncluded)) {
            try Receipt(events: other.events { _ in true }, checkpoint: log.note, signer: key)
        }
        #expect(throws: ReceiptError(code: .badCheckpoint)) {
            try Receipt(events: events, checkpoint: other.note, signer: key)
        }
        let moved = ReceiptEvent(index: 5, event: events[0].event, path: events[0].path)
        #expect(throws: ReceiptError(code: .notIncluded)) {
            try Receipt(events: [moved], checkpoint: log.note, signer: key)
        }
    }

    @Test func `a name that the key was not made for is refused although the signature is good`() throws {
        var random = SplitMix64(seed: 9)
        let seed = random.bytes(32)
        let log = try SampleLog()
        let name = try #require(NoteKeyName("a.example"))
        let signer = try NoteSigner(name: name, seed: seed)
        let foreign = try signer.sign(log.note.text)
        #expect(throws: ReceiptError(code: .badCheckpoint)) {
            try Receipt(events: log.events { _ in true }, checkpoint: foreign, signer: signer.verifierKey)
        }
    }

    @Test func `deep or huge files are refused before they cost anything`() {
        let deep = Array(repeating: UInt8(ascii: "["), count: 100_000)
        #expect(ReceiptVerdict(of: deep, against: nil) == .refused(ReceiptError(code: .notCanonical)))
        let huge = Array(repeating: UInt8(ascii: " "), count: ReceiptLimits.bytesMax + 1)
        #expect(ReceiptVerdict(of: huge, against: nil) == .refused(ReceiptError(code: .tooLarge)))
        #expect(ReceiptVerdict(of: [], against: nil) == .refused(ReceiptError(code: .notCanonical)))
    }
}

import CanonicalJSON
import Foundation
import SeededRandomness
import Testing
import TransparencyLog

@Suite struct `A bundle` {
    private static func sample() throws -> SampleBundle { SampleBundle(log: try SampleLog()) }

    @Test(arguments: [1, 7, 1000, 1 << 16])
    func `comes back as it was written, however its bytes are cut`(piece: Int) throws {
        let sample = try Self.sample()
        let parts = try SampleBundle.read(sample.bytes(), piece: piece)
        #expect(parts.count == 5)
        #expect(try parts.first == .header(sample.header()))
        #expect(parts.last == .seal)
        let batches = parts.compactMap { part -> BundleBatch? in
            guard case .batch(let batch, digest: _) = part else { return nil }
            return batch
        }
        #expect(batches.map(\.number) == [1, 2, 3])
        #expect(batches.map { $0.events.map(\.position) } == [[4, 1], [], [9]])
        #expect(batches.map { $0.mark?.position } == [nil, 6, 13])
        #expect(try batches[0].events[0] == sample.event(4))
    }

    @Test(arguments: ["whole", "empty"])
    func `with which a fuzzer begins is one`(seed: String) throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Fuzz/Seeds/BundleFuzz/\(seed)").standardizedFileURL
        #expect(SampleBundle.refusal(of: Array(try Data(contentsOf: path))) == nil)
    }

    @Test(arguments: 0..<3 as Range<UInt64>)
    func `with one bit flipped is refused, whichever byte it is in`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let good = try Self.sample().bytes()
        for place in good.indices {
            var bytes = good
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            #expect(SampleBundle.refusal(of: bytes) != nil, "byte \(place), seed \(seed)")
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `that was mutated is refused`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let good = try Self.sample().bytes()
        for _ in 0..<200 {
            let bytes = random.mutated(good)
            #expect(bytes == good || SampleBundle.refusal(of: bytes) != nil, "seed \(seed)")
        }
    }

    @Test func `that ends too early is known as such, wherever it ends`() throws {
        let good = try Self.sample().bytes()
        for count in good.indices {
            #expect(SampleBundle.refusal(of: Array(good.prefix(count))) == .truncated, "\(count) bytes")
        }
    }

    @Test func `of which a line is missing, comes twice or at another place is refused`() throws {
        let lines = try Self.sample().lines()
        for place in lines.indices {
            var without = lines
            without.remove(at: place)
            #expect(SampleBundle.refusal(of: without.flatMap(\.self)) != nil, "without line \(place + 1)")
            var twice = lines
            twice.insert(lines[place], at: place)
            #expect(SampleBundle.refusal(of: twice.flatMap(\.self)) != nil, "line \(place + 1) twice")
            for other in lines.indices where other > place {
                var swapped = lines
                swapped.swapAt(place, other)
                #expect(SampleBundle.refusal(of: swapped.flatMap(\.self)) != nil, "\(place + 1) for \(other + 1)")
            }
        }
    }

    @Test func `says what is wrong with it`() throws {
        let good = try Self.sample().bytes()
        #expect(SampleBundle.refusal(of: good) == nil)
        #expect(SampleBundle.refusal(of: good + [0x0A]) == .trailingBytes)
        #expect(SampleBundle.refusal(of: good + Array("x".utf8)) == .trailingBytes)
        #expect(SampleBundle.refusal(of: Array("{\"format\":\"perisai-receipt/1\"}\n".utf8)) == .notABundle)
        #expect(SampleBundle.refusal(of: Array("TEST\n".utf8)) == .notABundle)
        let newer = Array("{\"format\":\"perisai-bundle/2\",\"more\":1}\n".utf8)
        #expect(SampleBundle.refusal(of: newer) == .newerFormat)
        let code = { (change: (inout SampleBundle) -> Void) -> BundleError.Code? in
            var sample = try Self.sample()
            change(&sample)
            return SampleBundle.refusal(of: try sample.bytes())
        }
        let noise = MerkleTree.leafHash(of: [7])
        #expect(
            try code {
                $0.spoil = { event in
                    event = .init(position: event.position, leafHash: noise, event: event.event, path: event.path)
                }
            } == .wrongLeaf
        )
        #expect(
            try code {
                $0.spoil = { event in
                    let path = [noise] + event.path.dropFirst()
                    event = .init(position: event.position, leafHash: event.leafHash, event: event.event, path: path)
                }
            } == .badProof
        )
        #expect(
            try code {
                $0.spoil = { event in
                    event = .init(position: 2, leafHash: event.leafHash, event: event.event, path: event.path)
                }
            } == .badProof
        )
        // Not all that the first line promises, more than it, and back.
        #expect(try code { $0.marks = [nil, 6, 12] } == .outOfOrder)
        #expect(try code { $0.marks = [nil, 6, nil] } == .outOfOrder)
        #expect(try code { $0.marks = [nil, 6, 14] } == .outOfOrder)
        #expect(try code { $0.marks = [8, 6, 13] } == .outOfOrder)
        #expect(try code { $0.marks = [2, 6, 13] } == .outOfOrder)
        #expect(
            try code {
                $0.through = 8
                $0.marks = [nil, 6, 8]
            } == .outOfOrder,
            "An event that lies behind its end."
        )
    }

    @Test func `is refused where another key of the same name sealed it, or signed its checkpoint`() throws {
        var sample = try Self.sample()
        let other = try NoteSigner(name: sample.log.signer.verifierKey.name, seed: Array(repeating: 9, count: 32))
        sample.sealer = other
        #expect(SampleBundle.refusal(of: try sample.bytes()) == .badSeal)
        let header = try sample.header()
        let error = #expect(throws: BundleError.self) {
            try BundleHeader(
                signer: other.verifierKey,
                member: header.member,
                after: header.after,
                through: header.through,
                note: header.note,
                start: header.start
            )
        }
        #expect(error?.code == .badCheckpoint)
    }

    @Test func `can't begin with a root from which its log did not grow`() throws {
        let header = try Self.sample().header()
        let noise = MerkleTree.leafHash(of: [7])
        for start in [
            BundleStart(size: header.start.size, root: noise, path: header.start.path),
            BundleStart(size: header.start.size, root: header.start.root, path: header.start.path + [noise]),
            BundleStart(size: header.start.size + 1, root: header.start.root, path: header.start.path),
            BundleStart(size: 0, root: header.start.root, path: []),
        ] {
            let error = #expect(throws: BundleError.self) {
                try BundleHeader(
                    signer: header.signer,
                    member: header.member,
                    after: header.after,
                    through: header.through,
                    note: header.note,
                    start: start
                )
            }
            #expect(error?.code == .badProof)
        }
    }

    @Test func `whose seal is signed can't be shown as a checkpoint`() throws {
        let sample = try Self.sample()
        let line = try #require(try sample.lines().last)
        let note = try JSONValue(parsing: Array(line.dropLast()))["seal"]?.stringValue ?? ""
        #expect(try SignedNote(parsing: Array(note.utf8)).verified(by: [sample.log.signer.verifierKey]).count == 1)
        #expect(throws: NoteError.self) { try Checkpoint.open(Array(note.utf8), by: sample.log.signer.verifierKey) }
    }

    @Test func `is not held in memory beyond the longest line`() throws {
        var reader = BundleReader()
        let piece = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20)
        var read = 0
        let error = #expect(throws: BundleError.self) {
            while read < 2 * BundleLimits.lineBytesMax {
                _ = try reader.read(piece)
                read += piece.count
            }
        }
        #expect(error?.code == .tooLarge)
        #expect(read < BundleLimits.lineBytesMax)
    }
}

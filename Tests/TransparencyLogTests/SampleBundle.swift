import TransparencyLog

/// A small invented bundle of some events of the sample log, which a test can spoil before it is sealed.
struct SampleBundle {
    static let member = "0190a000-0000-7000-8000-000000000077"

    let log: SampleLog
    /// How many leaves the checkpoint covers that the receiver has.
    var start: Int64 = 3
    var after: Int64 = 3
    var through: Int64?
    /// Which events each batch holds.
    var batches: [[Int64]] = [[4, 1], [], [9]]
    /// Where each batch ends; `nil` in the midst of something.
    var marks: [Int64?] = [nil, 6, 13]
    var spoil: (inout BundleBatch.Event) -> Void = { _ in }
    /// Whose key seals it, where that is not the log's.
    var sealer: NoteSigner?

    init(log: SampleLog) {
        self.log = log
    }

    var size: Int64 { Int64(log.commitments.count) }

    func header() throws -> BundleHeader {
        let frontier = try TreeFrontier(size: start, hash: log.hash)
        let proof = try ConsistencyProof.generate(from: start, to: size, hash: log.hash)
        return try BundleHeader(
            signer: log.signer.verifierKey,
            member: Self.member,
            after: after,
            through: through ?? size,
            note: log.note,
            start: BundleStart(size: start, root: frontier.root, path: proof.path)
        )
    }

    func event(_ index: Int64) throws -> BundleBatch.Event {
        let commitment = log.commitments[Int(index)]
        let proof = try InclusionProof.generate(index: index, size: size, hash: log.hash)
        var event = BundleBatch.Event(
            position: index,
            leafHash: commitment.leafHash,
            event: commitment.disclosed { $0 != .actor },
            path: proof.path
        )
        spoil(&event)
        return event
    }

    /// The lines with their line feeds: the first, the batches, the seal.
    func lines() throws -> [[UInt8]] {
        var writer = BundleWriter()
        var lines = [writer.begin(try header())]
        for (batch, mark) in zip(batches, marks) {
            let mark = mark.map { BundleBatch.Mark(position: $0, cursor: "cursor-\($0)") }
            lines.append(writer.batch(try batch.map(event), mark: mark))
        }
        let text = writer.sealText(by: log.signer.verifierKey.name)
        return lines + [BundleWriter.end(try (sealer ?? log.signer).sign(text))]
    }

    func bytes() throws -> [UInt8] { try lines().flatMap(\.self) }

    /// Reads bytes in pieces.
    static func read(_ bytes: [UInt8], piece: Int = 1 << 16) throws(BundleError) -> [BundleReader.Part] {
        var reader = BundleReader()
        var parts: [BundleReader.Part] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            parts += try reader.read(Array(rest.prefix(piece)))
            rest = rest.dropFirst(piece)
        }
        _ = try reader.finish()
        return parts
    }

    /// Why bytes are refused; `nil` where they are not.
    static func refusal(of bytes: [UInt8]) -> BundleError.Code? {
        do throws(BundleError) {
            _ = try read(bytes)
            return nil
        } catch {
            return error.code
        }
    }
}

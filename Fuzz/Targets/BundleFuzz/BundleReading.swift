import TransparencyLog

/// What the bytes of a bundle said.
struct BundleReading {
    private(set) var parts: [BundleReader.Part] = []
    private(set) var failure: BundleError?

    init(of pieces: [[UInt8]]) {
        var reader = BundleReader()
        do throws(BundleError) {
            for piece in pieces { parts += try reader.read(piece) }
            _ = try reader.finish()
        } catch {
            failure = error
        }
    }

    /// The lines that were read, but for the seal, as a writer writes them.
    var written: [UInt8] {
        var writer = BundleWriter()
        var bytes: [UInt8] = []
        for part in parts {
            switch part {
            case .header(let header): bytes += writer.begin(header)
            case .batch(let batch, digest: _): bytes += writer.batch(batch.events, mark: batch.mark)
            case .seal: break
            }
        }
        return bytes
    }

    /// Where one fails, the lines before the failing one may have come in an earlier piece.
    func isSame(as other: BundleReading) -> Bool {
        failure == other.failure && (failure != nil || parts == other.parts)
    }
}

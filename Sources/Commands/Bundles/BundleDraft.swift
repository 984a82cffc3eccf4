import Services
import TransparencyLog

/// A bundle that is being written: it is verified as it comes, and has its name only when it is whole.
final class BundleDraft {
    private var file: NewFile
    private var reader = BundleReader()
    /// How many events came so far.
    private(set) var events = 0

    /// - Throws: `CommandFailure`, also where there is a file of that name already.
    init(_ path: String) throws(CommandFailure) {
        file = try NewFile(path)
    }

    /// Takes the next piece.
    ///
    /// - Throws: `CommandFailure` where it is not that of a bundle, or can't be written.
    func write(_ piece: [UInt8]) throws(CommandFailure) {
        do throws(BundleError) {
            for case .batch(let batch, digest: _) in try reader.read(piece) { events += batch.events.count }
        } catch {
            throw Self.broken(error)
        }
        try file.write(piece)
    }

    /// Gives the file its name.
    ///
    /// - Returns: what its first line says.
    /// - Throws: `CommandFailure` where it is not whole, or can't be written.
    func complete() throws(CommandFailure) -> BundleHeader {
        let header: BundleHeader
        do throws(BundleError) {
            header = try reader.finish()
        } catch {
            throw Self.broken(error)
        }
        try file.complete()
        return header
    }

    private static func broken(_ error: BundleError) -> CommandFailure {
        CommandFailure(
            "What came is no whole bundle, so nothing was kept: \(error).",
            advice: "Try again; where that does not help, update this program or the exchange."
        )
    }
}

import ArgumentParser
import Services
import TransparencyLog

/// What is carried to a node that has no line to its exchange.
struct BundleCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Carry an exchange's journal to a member's node that has no line to it.",
        subcommands: [ExportBundleCommand.self, ImportBundleCommand.self]
    )

    /// Reads a file to its seal.
    ///
    /// - Returns: what its first line says; whose key sealed it is for the caller to compare.
    /// - Throws: `CommandFailure`.
    static func header(of path: String) throws -> BundleHeader {
        let file = try BundleFile.open(path)
        var reader = BundleReader()
        var offset: Int64 = 0
        do {
            while true {
                let piece = try file.read(at: offset)
                guard !piece.isEmpty else { return try reader.finish() }
                offset += Int64(piece.count)
                _ = try reader.read(piece)
            }
        } catch let error as BundleError {
            throw CommandFailure("\(RawPath(path).shown) is no whole bundle: \(error).")
        }
    }
}

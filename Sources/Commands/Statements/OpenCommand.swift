import ArgumentParser
import Statements

/// Opens a sealed file.
struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open a sealed file.",
        discussion: """
            The new file appears when all of it was opened, and nobody else may read it. The name inside is only shown: it is \
            the sender's word.

              perisai open order.pdf.sealed --key opening.key --out order.pdf

            Exit status: 0 opened; 1 refused: changed, cut short, or not for this key; 2 it could not run.
            """
    )
    @Argument(help: "The sealed file.", completion: .file())
    var file: String
    @Option(help: ArgumentHelp("The file with the secret key.", valueName: "file"), completion: .file())
    var key: String
    @Option(help: ArgumentHelp("The new file (mode 0600).", valueName: "file"), completion: .file())
    var out: String

    func run() throws {
        let secret = try SecretKeyFile.encryption(key)
        let terminal = try CommandContext.current().terminal
        let path = RawPath(file)
        do {
            let pieces = try FilePieces(path)
            let prefix = try pieces.next(SealedFileHeader.prefixBytes)
            let rest = try SealedFileHeader.byteCount(prefix: prefix) - prefix.count
            let header = try SealedFileHeader(parsing: prefix + (try pieces.next(rest)))
            var reader = try SealedFileReader(header, with: secret)
            var opened = try NewFile(out)
            while let size = reader.nextSize { try opened.write(try reader.open(try pieces.next(size))) }
            guard try pieces.next(1).isEmpty else {
                throw SealedFileProblem(.trailingBytes, "Something follows the last piece.")
            }
            try opened.complete()
            try terminal.line("Opened \(RawPath(header.name).shown), \(header.size) bytes.")
        } catch let problem as FileProblem {
            throw CommandFailure("\(path.shown) can't be read: \(problem).")
        } catch let problem as SealedFileProblem {
            try terminal.line("refused: \(problem)")
            throw ExitCode(ExitStatus.found)
        }
    }
}

import ArgumentParser
import Statements

/// Seals a file to the keys of those who may open it.
struct SealCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Seal a file so that only the holders of some keys can open it.",
        discussion: """
            The file's name and size, and the ids of the keys, can be read by all. Who sealed it is not in it.

              perisai seal order.pdf --to x25519:675dd574ed7789310b3d2e7681f3790b466c773b1521fecf36577958371ea52f
            """
    )
    @Argument(help: "The file, at most 1 GiB.", completion: .file())
    var file: String
    @Option(help: ArgumentHelp("A key that can open it; may be given several times.", valueName: "key"))
    var to: [String]
    @Option(
        help: ArgumentHelp("The new file; FILE.sealed, if not given.", valueName: "file"),
        completion: .file()
    )
    var out: String?

    func run() throws {
        var keys: [EncryptionPublicKey] = []
        for text in to {
            do throws(SignatureProblem) { keys.append(try EncryptionPublicKey(text)) } catch {
                throw CommandFailure("--to can't be used.", advice: error.message)
            }
        }
        let path = RawPath(file)
        do {
            let pieces = try FilePieces(path)
            let name = file.split(separator: "/").last.map(String.init) ?? file
            var writer = try SealedFileWriter(name: name, size: pieces.size, to: keys)
            var sealed = try NewFile(out ?? file + ".sealed")
            try sealed.write(writer.header.bytes)
            while let size = writer.nextSize { try sealed.write(try writer.seal(try pieces.next(size))) }
            guard try pieces.next(1).isEmpty else { throw CommandFailure("\(path.shown) grew while it was sealed.") }
            try sealed.complete()
        } catch let problem as FileProblem {
            throw CommandFailure("\(path.shown) can't be read: \(problem).")
        } catch let problem as SealedFileProblem {
            throw CommandFailure("\(path.shown) can't be sealed.", advice: problem.message)
        }
        let terminal = try CommandContext.current().terminal
        for key in keys { try terminal.line("Sealed to \(key.id).") }
    }
}

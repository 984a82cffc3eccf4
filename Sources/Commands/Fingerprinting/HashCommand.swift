import ArgumentParser
import CanonicalJSON

/// Prints the fingerprints of files.
struct HashCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hash",
        abstract: "Print the fingerprints of files.",
        discussion: """
            Prints PDQ for pictures, and SHA-256 and MD5 for every file, as lines that 'perisai scan --against' reads. \
            Nothing leaves this machine.

            With --json it prints one object a line for each file: path, sha256 and md5; pdq and quality, or reason where a \
            picture has no fingerprint; error where the file could not be read or decoded.

              perisai hash picture.jpg
              perisai hash --json *.png
              perisai hash known/*.jpg > list.txt && perisai scan uploads --against list.txt

            Exit status: 0 all files were read; 1 some could not be; 2 it could not run.
            """
    )

    @Argument(help: "The files.", completion: .file())
    var files: [String]
    @Flag(help: "Print one JSON object a line for each file.")
    var json = false
    @Flag(help: "Also print the PDQ hashes of the picture turned and mirrored.")
    var orientations = false

    func run() async throws {
        let context = try CommandContext.current()
        let files = files.map { FileWalk.Finding.file(RawPath($0)) }
        let (json, orientations) = (json, orientations)
        let problems = try await context.fingerprinting.run(filesMax: files.count) { fingerprinter in
            var problems = 0
            let examination = FileExamination(
                fingerprinter: fingerprinter,
                fileBytesMax: context.fingerprinting.fileBytesMax,
                orientations: orientations
            )
            try await examination.run(files) { examined in
                if let problem = examined.problem {
                    problems += 1
                    if !json { context.terminal.note("\(examined.path.shown): \(problem)") }
                }
                if json {
                    try context.terminal.line(examined.hashJSON.canonicalString)
                } else {
                    for line in examined.hashLines { try context.terminal.line(line) }
                }
            }
            return problems
        }
        if problems > 0 { throw ExitCode(ExitStatus.found) }
    }
}

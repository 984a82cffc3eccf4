import ArgumentParser
import CanonicalJSON
import Services

/// Looks for files that are in a list.
struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Find the files in folders that a list of hashes knows.",
        discussion: """
            Works without a node and without a network, on folders of any size. Pictures are found by PDQ within the \
            radius, all files by SHA-256 and MD5. Links to folders are not followed.

            The list holds a hash a line, as 'pdq <hex>', 'sha256 <hex>' or 'md5 <hex>'; a bare hash of 64 digits is \
            taken for PDQ, one of 32 for MD5. Or it is CSV with a header that names a column pdq, sha256, md5 or hash. \
            Lines that begin with # are comments.

            With --json it prints one object a line for each file: path; fingerprints, or error; and matches, each with \
            kind, value, distance and the line of the list.

              perisai scan ~/Pictures --against list.txt
              perisai scan uploads one.jpg --against list.csv --json --strict

            Exit status: 0 nothing was found; 1 there are matches; 2 it could not run, or with --strict a file could not \
            be read or decoded.
            """
    )

    @Argument(help: "Files, and folders with everything in them.", completion: .file())
    var paths: [String]
    @Option(help: ArgumentHelp("The list of hashes.", valueName: "list"), completion: .file())
    var against: String
    @Flag(help: "Print one JSON object a line for each file.")
    var json = false
    @Flag(help: "End with 2 when a file could not be read or decoded.")
    var strict = false
    @Flag(help: "Also find pictures that were turned or mirrored.")
    var orientations = false
    @Option(help: ArgumentHelp("In how many of 256 bits a picture may differ, 0 to 128.", valueName: "bits"))
    var radius = 31

    func validate() throws {
        guard (0...128).contains(radius) else { throw ValidationError("--radius takes 0 to 128.") }
    }

    func run() async throws {
        let context = try CommandContext.current()
        let list = try readList()
        let roots = paths.map { RawPath($0) }
        // A mistyped path must not read as "nothing found".
        if let missing = roots.first(where: FileWalk.isMissing) {
            throw CommandFailure("There is nothing at \(missing.shown).")
        }
        // Counting first is worth it only where somebody waits before a bar.
        let total = context.terminal.isErrorWatched ? FileWalk(roots).reduce(0) { count, _ in count + 1 } : nil
        let (json, orientations, radius) = (json, orientations, radius)
        let tally = try await context.fingerprinting.run(filesMax: total) { fingerprinter in
            var tally = ScanTally()
            var bar = ProgressBar(context.terminal, total: total)
            let examination = FileExamination(
                fingerprinter: fingerprinter,
                fileBytesMax: context.fingerprinting.fileBytesMax,
                orientations: orientations
            )
            try await examination.run(FileWalk(roots)) { examined in
                let row = ScanRow(examined, in: list, radius: radius)
                tally.count(row)
                for line in json ? [row.json.canonicalString] : row.lines { try context.terminal.line(line) }
                bar.show(done: tally.files, "files, \(tally.matched) matched")
            }
            return tally
        }
        context.terminal.showProgress(nil)
        if !json || context.terminal.isErrorWatched { context.terminal.note(tally.summary) }
        let status = tally.status(strict: strict)
        if status != ExitStatus.fine { throw ExitCode(status) }
    }

    private func readList() throws(CommandFailure) -> HashList {
        let path = RawPath(against)
        do {
            return try HashList(path: path)
        } catch let error as HashListError {
            throw CommandFailure(
                "\(path.shown), \(error).",
                advice: "See 'perisai scan --help' for what a list looks like."
            )
        } catch {
            throw CommandFailure(
                "The list \(path.shown) can't be read: \((error as? FileProblem)?.code ?? "unreadable")."
            )
        }
    }
}

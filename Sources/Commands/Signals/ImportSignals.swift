import ArgumentParser
import CanonicalJSON
import Cooperation
import Services

/// Proposes the signals of a list.
struct ImportSignals: AsyncParsableCommand {
    /// Where the signals of a list may have been found.
    enum Origin: String, ExpressibleByArgument, CaseIterable {
        case ownService, observed, externalList
    }

    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Propose the signals of a list into a bank, line by line.",
        discussion: """
            The list is one object a line, as 'signals export' writes them: fingerprints, behaviours, rationale, \
            exemptionAssessment, and where there are any source, kind and expiresAt. Or it holds a hash a line, as 'pdq <hex>', \
            'sha256 <hex>' or a bare hash; or it is CSV with a header that names a column pdq, sha256 or hash, and may name \
            behaviours (several with | between them), rationale, exemptionAssessment, source, kind and expiresAt. What a line \
            does not say, the options say for all.

            Each line is reported: accepted, known (the bank holds a live signal with all of its fingerprints), or refused and \
            why. What is known is not proposed again, so the same list may be imported again after a failure. With --json each \
            line is one object.

              perisai signals import list.txt --bank 01970000-0000-7000-8000-000000000001 --behaviours recruitment \
            --rationale "Seen on our service" --exemption-assessment "No reporting" --url https://node.example --key-file \
            curator.key

            Exit status: 0 every line is in the bank; 1 some were refused; 2 it could not run, or not to the end.
            """
    )
    /// How many lines are sent at once, and how many bytes.
    private static let linesAtOnce = 1000
    private static let bytesAtOnce = 4 << 20

    @Argument(help: "The list.", completion: .file())
    var file: String
    @Option(help: "The id of the bank.")
    var bank: ID<Bank>
    @Option(help: "What the content is.")
    var kind: ContentKind = .image
    @Option(help: "Where it was found: ownService, observed, or externalList where the bank is one.")
    var provenance: Origin?
    @Option(help: ArgumentHelp("What it does, for lines that do not say it.", valueName: "behaviour,..."))
    var behaviours: String?
    @Option(help: "Why it is terrorist content, for lines that do not say it.")
    var rationale: String?
    @Option(help: "Why no exemption applies, for lines that do not say it.")
    var exemptionAssessment: String?
    @Option(help: "Where the list comes from, for lines that do not say it.")
    var source: String?
    @OptionGroup var access: RemoteOptions

    func run() async throws {
        let context = try CommandContext.current()
        let remote = try access.node()
        let path = RawPath(file)
        var query = "bank=\(bank)&kind=\(kind.rawValue)"
        if let provenance { query += "&provenance=\(provenance.rawValue)" }
        var run = ImportRun(
            remote: remote,
            path: "/v1/signals/import?" + query,
            terminal: context.terminal,
            isJSON: access.json,
            total: try context.terminal.isErrorWatched ? Self.reading(path) { try Self.countLines(of: path) } : nil
        )
        var parser = SignalListParser(defaults: defaults)
        var batch = ImportRun.Batch()
        var reader = try Self.reading(path) { try FileLineReader(path) }
        while let line = try Self.reading(path, { try reader.next() }) {
            do throws(HashListError) {
                guard let object = try parser.take(line) else { continue }
                batch.add(object, line: parser.lines)
            } catch {
                batch.refuse(error)
            }
            guard batch.count >= Self.linesAtOnce || batch.bytes >= Self.bytesAtOnce else { continue }
            try await run.send(batch)
            batch = ImportRun.Batch()
        }
        try await run.send(batch)
        try run.conclude()
    }

    private var defaults: SignalListParser.Defaults {
        SignalListParser.Defaults(
            behaviours: (behaviours ?? "").split(separator: ",").map(String.init),
            rationale: rationale,
            exemptionAssessment: exemptionAssessment,
            source: source
        )
    }

    private static func countLines(of path: RawPath) throws -> Int {
        var count = 0
        try FileLines.forEach(of: path) { _ in count += 1 }
        return count
    }

    private static func reading<Result: ~Copyable>(
        _ path: RawPath,
        _ body: () throws -> Result
    ) throws(CommandFailure) -> Result {
        do {
            return try body()
        } catch {
            throw CommandFailure(
                "The list \(path.shown) can't be read: \((error as? FileProblem)?.code ?? "unreadable")."
            )
        }
    }
}

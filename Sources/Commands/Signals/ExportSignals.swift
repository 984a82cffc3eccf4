import ArgumentParser
import CanonicalJSON
import Cooperation

/// Writes the signals of a bank out.
struct ExportSignals: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the live signals of a bank that you may see, one a line.",
        discussion: """
            As objects (ndjson), which 'signals import' takes as they are; as CSV with a header, in which line breaks of texts \
            become blanks and of several hashes of a kind the first stays; or as 'pdq <hex>' a line (hash), which 'scan' takes. What was withdrawn, has expired or lost its texts \
            is left out, and so is what a member disputes, unless --disputed is given: an import would forget the dispute.

              perisai signals export --bank 01970000-0000-7000-8000-000000000001 --url https://node.example --key-file \
            curator.key > signals.ndjson
            """
    )
    /// How many signals are asked for at once.
    private static let pageSize = 1000

    @Option(help: "The id of the bank.")
    var bank: ID<Bank>
    @Option(help: "How they are written: ndjson, csv or hash.")
    var format: SignalLine.Format = .ndjson
    @Flag(help: "Also write what a member disputes.")
    var disputed = false
    @OptionGroup var access: RemoteOptions

    func run() async throws {
        let terminal = try CommandContext.current().terminal
        let remote = try access.node()
        var bar = ProgressBar(terminal, total: try await total(remote, terminal))
        var (written, leftOut) = (0, 0)
        if format == .csv { try terminal.line(SignalLine.header) }
        var cursor: String?
        repeat {
            let query = "bank=\(bank)&limit=\(Self.pageSize)" + (cursor.map { "&cursor=" + $0 } ?? "")
            let page = try await remote.get("/v1/signals?" + query)
            guard let items = page["items"]?.arrayValue else { throw RemoteAdministration.unreadable }
            for item in items {
                bar.show(done: written + leftOut, "signals")
                guard let signal = SignalLine(item, takingDisputed: disputed) else {
                    leftOut += 1
                    continue
                }
                for line in signal.lines(format) { try terminal.line(line) }
                written += 1
            }
            cursor = page["cursor"]?.stringValue
        } while cursor != nil
        terminal.showProgress(nil)
        terminal.note("\(written) signals written, \(leftOut) left out")
    }

    /// How many signals the bank holds; `nil` where nobody watches a bar.
    private func total(_ remote: RemoteAdministration, _ terminal: any Terminal) async throws -> Int? {
        guard terminal.isErrorWatched else { return nil }
        return try await remote.get("/v1/banks/\(bank)")["signals"]?.integerValue.flatMap { Int(exactly: $0) }
    }
}

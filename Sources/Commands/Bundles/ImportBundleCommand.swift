import ArgumentParser
import CanonicalJSON
import Cooperation
import Services
import TransparencyLog

/// Takes in a bundle.
struct ImportBundleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in a bundle of an exchange that this node follows.",
        discussion: """
            The node must not run meanwhile. Nothing is taken in before the whole file was found to be what the exchange \
            sealed for this member, to join on to what is here, and to agree with every checkpoint that was verified before. \
            An import that was interrupted is run again; nothing is taken in twice. A line may come and go between bundles.

            With the first bundle of an exchange, say who it is, as it publishes it:

              perisai bundle import first.bundle --data unit --verifier-key 'exchange.example/log+1f2e3d4c+AQ...' \
            --member 01970000-0000-7000-8000-000000000001
              perisai bundle import second.bundle --data unit

            Bundles go one way: what this node has to say to the exchange waits until there is a line.

            Exit status: 0 done, also where everything was here already; 1 the bundle was refused for what it is; 2 it could \
            not be taken in now.
            """
    )

    @Argument(help: "The bundle.", completion: .file())
    var file: String
    @Option(help: ArgumentHelp("The published key of the exchange's log, for the first bundle.", valueName: "vkey"))
    var verifierKey: String?
    @Option(help: "As which of its members this node follows the exchange, for the first bundle.")
    var member: ID<Organisation>?
    @OptionGroup var data: DataOption
    @Flag(help: "Print JSON, one object a line.")
    var json = false

    func validate() throws {
        guard (verifierKey == nil) == (member == nil) else {
            throw ValidationError("--verifier-key and --member go together.")
        }
    }

    func run() async throws {
        let context = try CommandContext.current()
        let folder = try data.folder(EnvironmentValues(context.environment))
        let introduction = try introduction()
        let bundle = try BundleFile.open(file)
        let terminal = context.terminal
        let result: BundleImport
        do {
            result = try await context.nodes.withNode(in: folder) { node in
                try await ImportBundle(node: node, introduction: introduction).run(bundle) { done, total in
                    terminal.showProgress(ProgressBar.text(done: done, total: total) + " events")
                }
            }
        } catch let error as StoreError where error.code == .locked {
            throw CommandFailure("A node runs on \(folder.path).", advice: "Stop it first.")
        } catch let error as BundleError {
            return try refuse(Self.explanation(of: error), terminal)
        } catch let stopped as FollowExchange.Stopped {
            return try refuse(Self.explanation(of: stopped.alarm, about: stopped.exchange), terminal)
        }
        terminal.showProgress(nil)
        if json { return try terminal.line(Self.json(result).canonicalString) }
        if result.eventsTaken == 0 {
            try terminal.line("Nothing new: all that is in this bundle was here already.")
        } else {
            try terminal.line("Took in \(result.eventsTaken) events; \(result.eventsKnown) were here already.")
        }
        let verified = result.verifiedSize == result.position ? "" : " --verified \(result.verifiedSize)"
        terminal.note("The next bundle is made with --after \(result.position)\(verified).")
    }

    private func introduction() throws(CommandFailure) -> ImportBundle.Introduction? {
        guard let verifierKey, let member else { return nil }
        guard let key = try? NoteVerifierKey(parsing: verifierKey) else {
            throw CommandFailure(
                "--verifier-key is not the key of a log.",
                advice: "Such a key is one word of the form NAME+ID+KEY; quote it."
            )
        }
        return ImportBundle.Introduction(verifierKey: key, member: member)
    }

    private func refuse(_ explanation: String, _ terminal: any Terminal) throws {
        terminal.showProgress(nil)
        terminal.note("perisai: \(RawPath(file).shown) was refused: \(explanation)")
        throw ExitCode(ExitStatus.found)
    }

    private static func explanation(of error: BundleError) -> String {
        let advice =
            switch error.code {
            case .newerFormat: "Update this program."
            case .truncated, .badSeal, .malformed, .outOfOrder, .trailingBytes:
                "It was cut short or changed on its way; have it copied, or made, again."
            case .tooLarge: "Have it made with fewer --positions."
            case .notABundle: "Name a file that 'perisai bundle export' made."
            case .badCheckpoint, .wrongLeaf, .badProof:
                "It was changed on its way, or the exchange's log is not whole; have it made again, and ask the exchange."
            }
        return "\(error)\n\(advice)"
    }

    private static func explanation(of alarm: Exchange.Alarm, about exchange: ID<Exchange>) -> String {
        "The exchange's log contradicts what was verified before (\(alarm.rawValue)).\nAn alarm stands about exchange "
            + "\(exchange), and its signals only queue for review. Ask the exchange by another way; then see 'perisai "
            + "exchange acknowledge'."
    }

    private static func json(_ result: BundleImport) -> JSONValue {
        [
            "exchange": .string(result.exchange.description), "eventsTaken": .integer(Int64(result.eventsTaken)),
            "eventsKnown": .integer(Int64(result.eventsKnown)), "position": .integer(result.position),
            "verifiedSize": .integer(result.verifiedSize),
        ]
    }
}

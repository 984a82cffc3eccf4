import Commands
import Glibc
import Logging
import Media
import Printing

/// The program.
///
/// This is the only place that sees all of it.
@main
struct Perisai {
    static func main() async {
        // A worker gives up everything it does not need, and that must come before there is a second thread.
        if CommandLine.arguments.dropFirst().elementsEqual([MediaPools.workerArgument]) {
            exit(MediaWorker().run())
        }
        if CommandLine.arguments.dropFirst().elementsEqual([PrintingWorkers.argument]) {
            exit(PrintingWorker().run())
        }
        // Whoever hangs up is an error of one write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        exit(await PerisaiCommand.run(Array(CommandLine.arguments.dropFirst()), in: context()))
    }

    private static func context() -> CommandContext {
        let terminal = StandardTerminal()
        return CommandContext(
            environment: environment(),
            terminal: terminal,
            clock: SystemSources.now,
            randomBytes: SystemSources.randomBytes,
            fingerprinting: PoolFingerprinting(terminal: terminal),
            nodes: NodeHost(terminal: terminal),
            api: APIClient(),
            demo: DemoWorld()
        )
    }

    /// The variables that are ours.
    private static func environment() -> [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee.map({ String(cString: $0) }) {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0].hasPrefix("PERISAI_") { variables[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return variables
    }
}

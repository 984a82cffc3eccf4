import ArgumentParser
import TransparencyLog

/// Runs a witness.
struct ServeWitness: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run a witness.",
        discussion: """
            Takes checkpoints at /add-checkpoint until it is told to stop (SIGTERM, SIGINT). When it is ready it prints \
            one line, 'Witness is ready on http://127.0.0.1:8490'. What it cosigned is on the disk before it answers.

            It listens on this machine only. Another --host needs a certificate, or --behind-proxy where a proxy \
            encrypts.

              perisai witness serve --data /var/lib/perisai-witness --log 'exchange.example/log+1f2e3d4c+AQ...'
            """
    )

    static let portDefault = 8490

    @OptionGroup var data: WitnessDataOption
    @Option(help: ArgumentHelp("The published key of a log to watch; may be given more than once.", valueName: "vkey"))
    var log: [String] = []
    @Option(help: ArgumentHelp("Where to listen (default: 127.0.0.1).", valueName: "address"))
    var host: String?
    @Option(help: ArgumentHelp("The port; 0 takes a free one (default: 8490).", valueName: "number"))
    var port: Int?
    @Option(help: ArgumentHelp("The certificate chain, PEM.", valueName: "file"), completion: .file())
    var tlsCertificate: String?
    @Option(help: ArgumentHelp("The certificate's private key, PEM.", valueName: "file"), completion: .file())
    var tlsKey: String?
    @Flag(inversion: .prefixedNo, help: "Say that a proxy which encrypts stands before the witness.")
    var behindProxy: Bool?
    @Option(help: "How much is logged (default: info).")
    var logLevel: LogLevel?

    func run() async throws {
        let context = try CommandContext.current()
        try await context.nodes.witness(try configuration(EnvironmentValues(context.environment)))
    }

    /// What the command line and the environment ask for.
    func configuration(_ environment: EnvironmentValues) throws(CommandFailure) -> WitnessConfiguration {
        let texts = log.isEmpty ? [environment.text("PERISAI_LOG")].compactMap(\.self) : log
        guard !texts.isEmpty else {
            throw CommandFailure(
                "A witness has to know which logs to watch.",
                advice: "Give --log with the key that the log's operator publishes ('perisai log key')."
            )
        }
        var logs: [NoteVerifierKey] = []
        for text in texts {
            do throws(NoteError) {
                logs.append(try NoteVerifierKey(parsing: text))
            } catch {
                throw CommandFailure(
                    "--log is not the key of a log.",
                    advice: "Such a key is one word of the form NAME+ID+KEY; quote it."
                )
            }
        }
        let port = try environment.integer("PERISAI_PORT", unless: port) ?? Self.portDefault
        guard (0...65_535).contains(port) else { throw CommandFailure("A port is a number from 0 to 65535.") }
        return WitnessConfiguration(
            folder: try data.folder(environment),
            logs: logs,
            host: host ?? environment.text("PERISAI_HOST") ?? ServeConfiguration.hostDefault,
            port: port,
            tls: try ServeConfiguration.tls(
                tlsCertificate ?? environment.text("PERISAI_TLS_CERTIFICATE"),
                tlsKey ?? environment.text("PERISAI_TLS_KEY")
            ),
            behindProxy: try environment.truth("PERISAI_BEHIND_PROXY", unless: behindProxy) ?? false,
            logLevel: try ServeConfiguration.logLevel(logLevel, environment)
        )
    }
}

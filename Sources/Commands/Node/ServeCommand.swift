import ArgumentParser

/// Runs a node.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run a node.",
        discussion: """
            Serves the API until it is told to stop (SIGTERM, SIGINT). When it is ready it prints one line, 'Perisai is \
            ready on http://127.0.0.1:8480'; its log goes to standard error. SIGHUP has it \
            read its certificate anew. A folder without a node is first set up for \
            an unnamed platform; for anything else run 'perisai init' before.

            It listens on this machine only. Another --host needs a certificate, or --behind-proxy where a proxy \
            encrypts.

            With --follow it takes in what an exchange shares with this node, verifies the exchange's log, and sends back \
            what its people say. The exchange gives the key for that; the published key of its log belongs into \
            --follow-verifier-key.

            With --smtp-url it reaches the people of the roster by e-mail when something can't wait ('perisai roster'), one \
            after another until one of them acknowledges. A message holds its kind, a time and a link.

              perisai serve --data /var/lib/perisai
              perisai serve --data lentera --port 8481 --follow https://exchange.example --follow-key-file follow.key

            Every option can also be given in the environment, as PERISAI_PORT or PERISAI_FOLLOW_KEY_FILE; the command \
            line wins.
            """
    )

    @OptionGroup var data: DataOption
    @Option(help: ArgumentHelp("Where to listen (default: 127.0.0.1).", valueName: "address"))
    var host: String?
    @Option(help: ArgumentHelp("The port; 0 takes a free one (default: 8480).", valueName: "number"))
    var port: Int?
    @Option(help: ArgumentHelp("The certificate chain, PEM.", valueName: "file"), completion: .file())
    var tlsCertificate: String?
    @Option(help: ArgumentHelp("The certificate's private key, PEM.", valueName: "file"), completion: .file())
    var tlsKey: String?
    @Flag(inversion: .prefixedNo, help: "Say that a proxy which encrypts stands before the node.")
    var behindProxy: Bool?
    @Option(help: ArgumentHelp("The exchange to follow.", valueName: "url"))
    var follow: String?
    @Option(help: ArgumentHelp("The key that the exchange gave this node.", valueName: "file"), completion: .file())
    var followKeyFile: String?
    @Option(help: ArgumentHelp("The published key of the exchange's log.", valueName: "vkey"))
    var followVerifierKey: String?
    @Option(
        name: .customLong("smtp-url"),
        help: ArgumentHelp("The mail server: smtps://HOST, or smtp://HOST with STARTTLS.", valueName: "url")
    )
    var smtpURL: String?
    @Option(help: ArgumentHelp("Who e-mail is from.", valueName: "address"))
    var smtpFrom: String?
    @Option(
        help: ArgumentHelp("User name and password for the mail server, on two lines.", valueName: "file"),
        completion: .file()
    )
    var smtpCredentialsFile: String?
    @Flag(
        inversion: .prefixedNo,
        help: "Send to an smtp:// server beyond this machine unencrypted, and without credentials."
    )
    var smtpPlaintext: Bool?
    @Option(help: ArgumentHelp("Where people reach this node's pages: the beginning of links.", valueName: "url"))
    var publicAddress: String?
    @Option(
        help: ArgumentHelp(
            "How long a person has to acknowledge an alert before the next one is asked (default: 900).",
            valueName: "seconds"
        )
    )
    var acknowledgementTime: Int?
    @Option(
        help: ArgumentHelp("From which priority on a case raises an alert (default: 800).", valueName: "0-1000")
    )
    var alertPriority: Int?
    @Option(
        help: ArgumentHelp(
            "The hours in which one person is enough to let a threat alert go out (default: 22-6).",
            valueName: "from-to"
        )
    )
    var nightHours: String?
    @Option(help: ArgumentHelp("The duty officer's time zone, for these hours (default: UTC).", valueName: "zone"))
    var nightZone: String?
    @Option(
        help: ArgumentHelp(
            "The platform's own hosts from which reviewers' thumbnails are fetched, by https; none without it.",
            valueName: "host[:port],..."
        )
    )
    var thumbnailHosts: String?
    @Option(
        help: ArgumentHelp(
            "Send also to this host or network, though it is not of the public Internet; to the host also unencrypted.",
            valueName: "host[:port]|cidr"
        )
    )
    var allowDestination: [String] = []
    @Flag(
        inversion: .prefixedNo,
        help: "Let authorities have this node look, by https, whether an item of their own request is still up."
    )
    var lookAtItems: Bool?
    @Option(
        help: ArgumentHelp(
            "The roots (PEM) to which certificates of authorities' officers must lead; none are taken without it.",
            valueName: "file"
        ),
        completion: .file()
    )
    var authorityRoots: String?
    @Option(
        help: ArgumentHelp(
            "Further domains, one on each line, whose mailboxes anybody may have: no agency is known by them.",
            valueName: "file"
        ),
        completion: .file()
    )
    var sharedMailDomains: String?
    @Option(help: ArgumentHelp("How often a checkpoint is signed (default: 60).", valueName: "seconds"))
    var checkpointInterval: Int?
    @Option(
        help: ArgumentHelp(
            "The witnesses that are asked to cosign checkpoints, as C2SP tlog-policy with their addresses.",
            valueName: "file"
        ),
        completion: .file()
    )
    var witnessPolicy: String?
    @Option(
        help: ArgumentHelp(
            "How long the platform has to answer a decision before it returns to the queue.",
            valueName: "seconds"
        )
    )
    var answerTime: Int?
    @Option(
        help: ArgumentHelp(
            "How long a case is kept for the person who took it (default: 1800).",
            valueName: "seconds"
        )
    )
    var lockTime: Int?
    @Option(
        help: ArgumentHelp(
            "How long a person is shown graphic content before a break (default: 2700).",
            valueName: "seconds"
        )
    )
    var exposureTime: Int?
    @Option(
        help: ArgumentHelp("How long a break from graphic content is (default: 600).", valueName: "seconds")
    )
    var exposureBreak: Int?
    @Option(
        help: ArgumentHelp(
            "How long a person is shown graphic content in a shift, which eight hours without any end (default: 14400).",
            valueName: "seconds"
        )
    )
    var exposureShift: Int?
    @Option(
        help: ArgumentHelp("How many graphic cases a person opens an hour (default: 40).", valueName: "number")
    )
    var exposureItems: Int?
    @Option(
        help: ArgumentHelp("Requests of one key that are answered a second (default: 20000).", valueName: "number")
    )
    var requestsPerSecond: Int?
    @Option(help: ArgumentHelp("Requests of one key that may be open at once (default: 512).", valueName: "number"))
    var requestsAtOnce: Int?
    @Option(
        help: ArgumentHelp(
            "The clause of the platform's terms that automatic decisions name as their ground.",
            valueName: "text"
        )
    )
    var termsReference: String?
    @Option(
        help: ArgumentHelp(
            "Who may fetch the log (default: open on an exchange, else keyed); open is live on an exchange, else daily.",
            valueName: "open|daily|keyed|live"
        )
    )
    var logAccess: String?
    @Option(
        help: ArgumentHelp(
            "From which share of refused items on an authority files at most 10 requests a day (default: never).",
            valueName: "1-1000"
        )
    )
    var throttleRefusedPerMille: Int?
    @Option(
        help: ArgumentHelp(
            "From which share of refused items on an authority's standing is suspended (default: never).",
            valueName: "1-1000"
        )
    )
    var suspendRefusedPerMille: Int?
    @Option(
        help: ArgumentHelp(
            "From which share of an authority's items in thousandths on it is warned, slowed down or suspended; may be given several times.",
            discussion: """
                The share is refused, erroneous, outOfScope, protected or reversed; the stage warn, throttle or suspend.
                  --quality-limit erroneous:warn:200
                """,
            valueName: "share:stage:1-1000"
        )
    )
    var qualityLimit: [String] = []
    @Option(
        help: ArgumentHelp(
            "How many negative opinions a member may give an hour before a second person confirms (default: 20).",
            valueName: "number"
        )
    )
    var opinionBudget: Int?
    @Option(
        help: ArgumentHelp(
            "How many requests an authority may file an hour (default: 1000).",
            valueName: "number"
        )
    )
    var authorityRequestsPerHour: Int?
    @Option(help: "How much is logged (default: info).")
    var logLevel: LogLevel?
    /// What `perisai demo` asks for.
    @Flag(help: .hidden)
    var demonstration = false

    func run() async throws {
        let context = try CommandContext.current()
        try await context.nodes.serve(try configuration(EnvironmentValues(context.environment)))
    }

    /// What the command line and the environment ask for.
    func configuration(_ environment: EnvironmentValues) throws(CommandFailure) -> ServeConfiguration {
        try ServeConfiguration(
            folder: try data.folder(environment),
            flags: ServeConfiguration.Flags(
                host: host,
                port: port,
                tlsCertificate: tlsCertificate,
                tlsKey: tlsKey,
                behindProxy: behindProxy,
                follow: follow,
                followKeyFile: followKeyFile,
                followVerifierKey: followVerifierKey,
                smtpURL: smtpURL,
                smtpFrom: smtpFrom,
                smtpCredentialsFile: smtpCredentialsFile,
                smtpPlaintext: smtpPlaintext,
                publicAddress: publicAddress,
                acknowledgementTime: acknowledgementTime,
                alertPriority: alertPriority,
                nightHours: nightHours,
                nightZone: nightZone,
                thumbnailHosts: thumbnailHosts,
                allowedDestinations: allowDestination,
                lookAtItems: lookAtItems,
                authorityRoots: authorityRoots,
                sharedMailDomains: sharedMailDomains,
                checkpointInterval: checkpointInterval,
                witnessPolicy: witnessPolicy,
                answerTime: answerTime,
                lockTime: lockTime,
                exposureTime: exposureTime,
                exposureBreak: exposureBreak,
                exposureShift: exposureShift,
                exposureItems: exposureItems,
                requestsPerSecond: requestsPerSecond,
                requestsAtOnce: requestsAtOnce,
                termsReference: termsReference,
                logAccess: logAccess,
                throttleRefusedPerMille: throttleRefusedPerMille,
                suspendRefusedPerMille: suspendRefusedPerMille,
                qualityLimits: qualityLimit,
                opinionBudget: opinionBudget,
                authorityRequestsPerHour: authorityRequestsPerHour,
                logLevel: logLevel,
                isDemonstration: demonstration
            ),
            environment: environment
        )
    }
}

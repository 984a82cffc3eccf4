import Commands
import Console
import Cooperation
import HTTPAPI
import HTTPServing
import Interchange
import Logging
import NIOCore
import Mail
import Media
import ServiceLifecycle
import Printing
import Services
import Store
import Synchronization
import TransparencyLog
import UnixSignals

/// A node that serves: all its parts, in the order in which they depend on each other.
struct NodeServer {
    /// How long open requests may take to end once the node is told to stop.
    static let farewellMax = Duration.seconds(8)
    private static let readinessPoll = Duration.milliseconds(10)

    let opened: OpenedNode
    let configuration: ServeConfiguration
    let logger: Logger
    let terminal: any Terminal
    let notices = PartNotices()

    init(opened: OpenedNode, configuration: ServeConfiguration, logger: Logger, terminal: any Terminal) {
        self.opened = opened
        self.configuration = configuration
        self.logger = logger
        self.terminal = terminal
    }

    /// Serves until the process is told to stop.
    ///
    /// What stands later in the list uses what stands before it, and is stopped first.
    func run(_ identity: NodeIdentity) async throws {
        await opened.store.openReaders()
        let pool = MediaPools.pool(logger: logger)
        let media = PoolMedia(pool: pool)
        let policy = OutgoingPolicy(allowed: try AllowedDestinations(parsing: configuration.allowedDestinations))
        let node = try opened.node(
            identity,
            settings: try settings(),
            media: media,
            thumbnails: try configuration.thumbnailHosts.map { hosts in
                ThumbnailSource(
                    fetching: PictureFetcher(
                        hosts: try ThumbnailHosts(parsing: hosts),
                        policy: policy
                    ),
                    shrinking: media
                )
            },
            looks: configuration.looksAtItems ? ItemLooks(looking: AddressLooker(policy: policy)) : nil,
            destinations: policy
        )
        let zone = node.settings.nightHours.zone
        guard node.calendar.secondsAhead(in: zone, at: node.clock()) != nil else {
            throw CommandFailure(
                "There is no time zone \(zone).",
                advice: "Give --night-zone the name of one, as Asia/Jakarta."
            )
        }
        try await warnOfTheMachine(node)
        try await warnOfTheRegister(node)
        warnOfTheLog(node)
        if try await node.log.examine() == .refusing {
            logger.critical(
                "the database is older than what was signed last; no checkpoint is signed until it is restored"
            )
        }
        let following = try configuration.follow.map { try self.following($0, for: node, policy) }
        let watch = AlertWatch(node: node)
        let (keeper, threats) = (ClockKeeper(node: node), ThreatKeeper(node: node))
        let webhooks = WebhookKeeper(node: node, sender: WebhookSender(policy: policy))
        let parts: [any Service] = [
            pool,
            kept("index") { try await node.search.run() },
            kept("log") { try await node.log.run(every: node.settings.checkpointInterval) },
            kept("counter") { try await node.counter.run(every: node.settings.countInterval) },
            kept("housekeeping") { try await node.runHousekeeping() },
            kept("alerts") { try await watch.run() }, kept("clocks") { try await keeper.run(reporting: stuckClocks) },
            kept("disk") { try await watchDisk() },
            kept("requests") { try await RequestKeeper(node: node).run(reporting: stuckRequests) },
            kept("threats") { try await threats.run() }, kept("webhooks") { try await webhooks.run(logger: logger) },
        ]
        let witnesses = try witnesses(of: node, policy)
        let door = try listener(for: node, following: following?.status, witnesses: witnesses?.keeper, pool: pool)
        var services = parts.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) }
        if let witnesses { services.append(.init(service: witnesses.service)) }
        if let following { services.append(following.service) }
        if let reaching = configuration.reaching { services.append(.init(service: try escalation(reaching, of: node))) }
        services.append(
            .init(service: announcement(of: node), successTerminationBehavior: .ignore)
        )
        services.append(.init(service: CertificateRenewal(door: door), successTerminationBehavior: .ignore))
        services.append(.init(service: door))
        var group = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        group.maximumGracefulShutdownDuration = Self.farewellMax
        try await ServiceGroup(configuration: group).run()
    }

    private func settings() throws -> NodeSettings {
        var settings = NodeSettings()
        settings.answerTime = configuration.answerTime
        settings.lockTime = configuration.lockTime
        settings.exposureLimits = configuration.exposureLimits
        settings.negativeOpinionBudget = configuration.opinionBudget
        settings.requestsPerAuthorityPerHourMax = configuration.authorityRequestsPerHour
        settings.acknowledgementTime = configuration.acknowledgementTime
        settings.nightHours = configuration.nightHours
        settings.alertPriorityMin = configuration.alertPriority
        settings.checkpointInterval = configuration.checkpointInterval
        settings.termsReference = configuration.termsReference
        settings.logAccess = configuration.logAccess
        settings.qualityThresholds = configuration.qualityThresholds
        settings.passkeysRequired = !configuration.isDemonstration
        settings.witnessPolicy = try configuration.witnessPolicy.map(WitnessPolicyFile.read)
        settings.authorityRoots = try configuration.authorityRoots.map(AuthorityRootsFile.read)
        if let file = configuration.sharedMailDomains {
            settings.sharedMailDomains.formUnion(try SharedMailDomainsFile.read(file))
        }
        return settings
    }

    private var consoleSettings: ConsoleSettings {
        var settings = ConsoleSettings()
        settings.isSecure = configuration.isEncrypted
        settings.isDemo = configuration.isDemonstration
        settings.origin = configuration.publicAddress.flatMap { ConsoleOrigin($0.text) }
        return settings
    }

    private var limits: ServingLimits {
        var limits = ServingLimits()
        limits.perKey = RateLimit(
            perSecond: Double(configuration.requestsPerSecond),
            burst: configuration.requestsPerSecond
        )
        limits.openRequestsPerKeyMax = configuration.requestsAtOnce
        limits.openRequestsMax = max(limits.openRequestsMax, configuration.requestsAtOnce)
        return limits
    }

    private var connectionLimits: ConnectionLimits {
        var limits = ConnectionLimits()
        limits.connectionsMax = OpenFiles.connections(wanted: limits.connectionsMax)
        // Each request of a key that is open has a connection of its own.
        limits.connectionsPerAddressMax = max(limits.connectionsPerAddressMax, 2 * configuration.requestsAtOnce)
        return limits
    }

    /// Says that clocks can't be carried out, which changes nothing for the others.
    private var stuckClocks: @Sendable (ClockKeeper.Stuck) -> Void {
        let tell = tellStuck
        return { tell("clocks", $0.clocks.map(\.description), $0.cause) }
    }

    /// Says that time demands something of requests that can't be done, which changes nothing for the others.
    private var stuckRequests: @Sendable (RequestKeeper.Stuck) -> Void {
        let tell = tellStuck
        return { tell("requests", $0.subjects.map(\.description), $0.cause) }
    }

    private var tellStuck: @Sendable (String, [String], any Error) -> Void {
        let (notices, logger) = (notices, logger)
        return { what, ids, cause in
            notices.noteFailure()
            logger.critical(
                "\(what) can't be carried out; run 'perisai log verify' on a backup, and look at what they are about",
                metadata: [
                    "\(what)": "\(ids.sorted().prefix(5).joined(separator: " "))",
                    "error": "\((cause as? StoreError)?.code.word ?? (cause as? Refusal)?.code ?? "other")",
                ]
            )
        }
    }

    func kept(_ name: String, _ work: @escaping @Sendable () async throws -> Void) -> KeptRunning {
        KeptRunning(kept: KeptWork(name: name, notices: notices, logger: logger, work: work))
    }

    /// The door: every route of the API over this node.
    private func listener(
        for node: Node,
        following: FollowStatus?,
        witnesses: WitnessKeeper?,
        pool: MediaWorkerPool
    ) throws -> Listener {
        let (notices, store) = (self.notices, opened.store)
        let condition: @Sendable () -> NodeCondition = {
            guard node.search.status.isReady else { return .starting }
            let isWell =
                node.log.currentCondition == .signing && node.store.takesWrites && store.trouble == nil
                && notices.areAllPartsWell
                && following.map { $0.isWell && !$0.contact(at: node.clock()).isLate } ?? true
                && witnesses?.contradicting.isEmpty ?? true
            return isWell ? .ready : .degraded
        }
        let (uploads, printer) = (UploadGate<ID<Key>>(), PrintingWorkers.printer())
        let console = try ConsoleRoutes(
            node: node,
            access: ConsoleAccess(node: node, passwords: BoundedPasswords(try Argon2id())),
            settings: consoleSettings,
            uploads: uploads,
            papers: RequestPapers(
                printing: printer,
                drawing: QRCodes()
            ),
            following: { following?.contact(at: node.clock()) },
            now: { .now() },
            condition: { condition().rawValue }
        )
        let requests = RequestMetrics()
        let dispatcher = try Dispatcher(
            routes: try APIRoutes(
                node: node,
                uploads: uploads,
                backlog: BacklogLimits(folder: opened.folder.path),
                requestMetrics: requests,
                furtherMetrics: furtherMetrics(pool: pool, uploads: uploads, printer: printer),
                answerFile: { id, form, language, caller in
                    try await console.answerFile(of: id, form: form, language: language, for: caller)
                },
                contradictingWitnesses: { witnesses?.contradicting.map(\.shortName) ?? [] },
                following: { following?.contact(at: node.clock()) },
                condition: condition
            ).all() + console.all(),
            authenticator: NodeAuthenticator(node: node),
            authorise: APIRoutes.authorise,
            translate: Problem.translated,
            limits: limits,
            behindProxy: configuration.behindProxy,
            isEncrypted: configuration.isEncrypted,
            environment: .system { SystemSources.newIdentifier().description },
            logger: logger,
            accessLog: AccessLog(logger: logger, level: .debug),
            metrics: requests
        )
        return try Listener(
            address: ListenAddress(host: configuration.host, port: configuration.port),
            tls: configuration.tls.map { TLSFiles(certificatePath: $0.certificatePath, keyPath: $0.keyPath) },
            behindProxy: configuration.behindProxy,
            limits: connectionLimits,
            responder: dispatcher,
            logger: logger,
            onBound: { port in notices.port.withLock { $0 = port } }
        )
    }

    /// Says that the node is ready, once it takes connections and knows every signal.
    private func announcement(of node: Node) -> some Service {
        let (notices, configuration, terminal) = (self.notices, self.configuration, self.terminal)
        return PassingWork {
            while true {
                if let port = notices.port.withLock({ $0 }), node.search.status.isReady {
                    let address = ListenAddress(host: configuration.host, port: port)
                    try terminal.line("Perisai is ready on \(configuration.tls == nil ? "http" : "https")://\(address)")
                    return
                }
                try await Task.sleep(for: Self.readinessPoll)
            }
        }
    }

    /// One exchange that this node follows.
    ///
    /// While its log can't be trusted following rests, and the node goes on.
    private func following(
        _ follow: ServeConfiguration.Follow,
        for node: Node,
        _ policy: OutgoingPolicy
    ) throws -> (service: ServiceGroupConfiguration.ServiceConfiguration, status: FollowStatus) {
        let connection = try HTTPExchangeConnection(
            address: follow.url,
            key: try KeyFile.read(follow.keyFile),
            policy: policy
        )
        let follower = FollowExchange(node: node, connection: connection, expectedKey: follow.verifierKey)
        let logger = self.logger
        let service = PassingWork {
            await follower.run(logger: logger)
            try? await connection.shutdown()
        }
        return (.init(service: service, successTerminationBehavior: .ignore), follower.status)
    }
}

import Commands
import Cooperation
import HTTPAPI
import HTTPServing
import Logging
import NIOPosix
import ServiceLifecycle
import Services
import Store
import UnixSignals

/// A witness that serves.
struct WitnessServer {
    let configuration: WitnessConfiguration
    let logger: Logger
    let terminal: any Terminal

    /// Serves until the process is told to stop.
    ///
    /// - Throws: `CommandFailure`, `StoreError` `locked` where another witness has the folder; `ListenerError`.
    func run() async throws {
        let cosigner = try configuration.folder.cosigner()
        // Two processes with one folder could cosign two histories.
        let lock = try DataFolderLock(folder: configuration.folder.path)
        defer { lock.release() }
        let witness = Witness(
            logs: configuration.logs,
            cosigner: cosigner,
            memory: WitnessDisk(folder: configuration.folder),
            clock: SystemSources.now
        )
        let (terminal, host, isEncrypted) = (self.terminal, configuration.host, configuration.tls != nil)
        let dispatcher = try Dispatcher(
            routes: WitnessRoutes(witness: witness).all(),
            authenticator: NoKeys(),
            authorise: { _, _ in .keyNotValid },
            translate: Problem.translated,
            behindProxy: configuration.behindProxy,
            isEncrypted: configuration.tls != nil || configuration.behindProxy,
            environment: .system { SystemSources.newIdentifier().description },
            logger: logger,
            accessLog: AccessLog(logger: logger, level: .debug)
        )
        let listener = try Listener(
            address: ListenAddress(host: host, port: configuration.port),
            tls: configuration.tls.map { TLSFiles(certificatePath: $0.certificatePath, keyPath: $0.keyPath) },
            behindProxy: configuration.behindProxy,
            responder: dispatcher,
            logger: logger,
            onBound: { port in
                let address = ListenAddress(host: host, port: port)
                // Where nobody reads the line, the witness serves all the same.
                try? terminal.line("Witness is ready on \(isEncrypted ? "https" : "http")://\(address)")
            }
        )
        var group = ServiceGroupConfiguration(
            services: [
                .init(service: CertificateRenewal(door: listener), successTerminationBehavior: .ignore),
                .init(service: listener),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        group.maximumGracefulShutdownDuration = NodeServer.farewellMax
        try await ServiceGroup(configuration: group).run()
    }
}

/// The folder of a witness, read and written on threads that may wait for a disk.
private struct WitnessDisk: WitnessMemory {
    let folder: WitnessFolder

    func note(of origin: String) throws -> String? { try folder.note(of: origin) }
    func save(_ note: String, of origin: String) throws { try folder.save(note, of: origin) }

    func apart<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await NIOThreadPool.singleton.runIfActive(work)
    }
}

extension WitnessServer {
    /// Who gives out no keys: a witness knows its logs by their signatures, and a webhook's receiver its node.
    struct NoKeys: RequestAuthenticator {
        func authenticate(_ token: BearerToken) async throws(Problem) -> Caller { throw .keyNotValid }

        func limitKey(of caller: Caller) -> ID<Key> { caller.key }
    }
}

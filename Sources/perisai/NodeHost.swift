import Commands
import Cooperation
import HTTPServing
import Interchange
import Logging
import Mail
import Media
import Services
import Store
import TransparencyLog

/// The nodes of this machine's data folders.
struct NodeHost: NodeHosting {
    let terminal: any Terminal

    func found(_ founding: NodeFounding) async throws -> FoundedNode {
        let opened = try OpenedNode(founding.folder, isNew: true)
        return try await opened.closing {
            try await founding.run(in: opened.store, randomBytes: SystemSources.randomBytes)
        }
    }

    func withNode<Result: Sendable>(
        in folder: DataFolder,
        _ body: @escaping @Sendable (Node) async throws -> Result
    ) async throws -> Result {
        let opened = try OpenedNode(folder, isNew: false)
        return try await opened.closing {
            guard let identity = try await opened.identity() else {
                throw CommandFailure(
                    "The node in \(folder.path) was never set up.",
                    advice: "Set it up with 'perisai init --data \(folder.path)'."
                )
            }
            return try await body(try opened.node(identity, settings: NodeSettings(), media: NoMedia()))
        }
    }

    func audit(
        _ folder: DataFolder,
        progress: @escaping @Sendable (AuditStep) -> Void
    ) async throws -> AuditSummary {
        let opened = try OpenedNode(folder, isNew: false)
        return try await opened.closing {
            let signer = try folder.logSigner()
            let report = try await opened.store.audit(verifierKey: signer.verifierKey) { progress(AuditStep($0)) }
            let isPutBack = try await opened.log().examine() == .refusing
            return AuditSummary(
                report,
                otherwise: isPutBack ? "checkpoint: The log does not hold what was signed last; it was put back." : nil
            )
        }
    }

    func serve(_ configuration: ServeConfiguration) async throws {
        do {
            let opened = try OpenedNode(configuration.folder, isNew: true)
            // The store is closed when nobody is left who could use it, so nothing that was acknowledged is lost.
            try await opened.closing { try await serve(opened, configuration) }
        } catch let error as ListenerError {
            throw CommandFailure(
                error.description,
                advice: error.code == .needsTLS
                    ? "The options are --tls-certificate and --tls-key, --behind-proxy, and --host 127.0.0.1." : nil
            )
        } catch let error as MediaError {
            throw CommandFailure(
                "Files can't be decoded on this machine: \(error).",
                advice: "Try 'perisai media-worker --self-test'; the kernel must allow seccomp."
            )
        } catch let error as NoteError {
            throw Self.otherSigner(of: configuration.folder.checkpointPath, error)
        } catch let error as OutgoingSettingError {
            throw CommandFailure("An address among the options can't be used: \(error)")
        } catch let error as MailSettingError {
            throw CommandFailure("E-mail can't be sent. \(error)")
        }
    }

    func witness(_ configuration: WitnessConfiguration) async throws {
        var logger = Logger(label: "perisai", factory: StreamLogHandler.standardError(label:))
        logger.logLevel = configuration.logLevel
        do {
            try await WitnessServer(configuration: configuration, logger: logger, terminal: terminal).run()
        } catch let error as ListenerError {
            throw CommandFailure(error.description)
        }
    }

    private func serve(_ opened: OpenedNode, _ configuration: ServeConfiguration) async throws {
        let identity = try await identity(of: opened)
        var logger = Logger(label: "perisai", factory: StreamLogHandler.standardError(label:))
        logger.logLevel = configuration.logLevel
        try await NodeServer(opened: opened, configuration: configuration, logger: logger, terminal: terminal)
            .run(identity)
    }

    /// Whose node it is; a folder that has none becomes that of an unnamed platform.
    private func identity(of opened: OpenedNode) async throws -> NodeIdentity {
        if let identity = try await opened.identity() { return identity }
        let folder = opened.folder
        let founded = try await NodeFounding(
            folder: folder,
            organisation: ID(SystemSources.newIdentifier()),
            kind: .platform,
            name: "Unnamed platform"
        ).run(in: opened.store, randomBytes: SystemSources.randomBytes)
        for line in founded.introduction(in: folder) { try terminal.line(line) }
        if terminal.isOutputWatched {
            try terminal.line("Administrator key, shown this once: \(founded.administratorKey)")
        } else {
            // Nobody reads along, and what collects the output should not collect a key.
            try DurableFile.replace(folder.administratorKeyPath, with: founded.administratorKey + "\n")
            try terminal.line("Administrator key: in \(folder.administratorKeyPath); read it, then delete the file.")
        }
        return NodeIdentity(organisation: founded.organisation, isExchange: founded.isExchange)
    }
}

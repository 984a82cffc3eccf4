import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// One address on which HTTP/1.1 is served, encrypted or not, until the service group stops it.
///
/// Stopping is graceful: no new connections, idle ones close, open requests are answered.
package struct Listener: Service {
    private let address: ListenAddress
    private let limits: ConnectionLimits
    private let responder: any RequestResponder
    private let logger: Logger
    private let onBound: @Sendable (Int) async -> Void
    private let server: HTTPServerBuilder
    private let certificate: ServerCertificate?
    private let line: WaitingLine

    /// Makes a listener; it binds when it runs.
    ///
    /// - Parameters:
    ///   - address: Where to listen; port 0 takes a free one.
    ///   - tls: The certificate and key, or `nil` for none.
    ///   - behindProxy: Whether an encrypting proxy stands before it.
    ///   - limits: Limits of connections.
    ///   - responder: Who answers.
    ///   - logger: For starting and stopping.
    ///   - onBound: Receives the port when connections are taken.
    /// - Throws: ``ListenerError`` when the address would be unprotected or the files are not a certificate and its key.
    package init(
        address: ListenAddress,
        tls: TLSFiles? = nil,
        behindProxy: Bool = false,
        limits: ConnectionLimits = ConnectionLimits(),
        responder: any RequestResponder,
        logger: Logger,
        onBound: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws(ListenerError) {
        try address.checkIsProtected(hasTLS: tls != nil, behindProxy: behindProxy)
        self.address = address
        self.limits = limits
        self.responder = responder
        self.logger = logger
        self.onBound = onBound
        let line = WaitingLine(limits)
        self.line = line
        // A proxy's connections are everybody's.
        let peers = behindProxy ? nil : PeerConnections(perAddressMax: limits.connectionsPerAddressMax)
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                ConnectionHandler(limits: limits, peers: peers, line: line, responder: responder)
            ],
            idleTimeout: TimeAmount(limits.idleTimeout),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headerBytesMax,
                maxHeaderListSize: limits.headerBytesMax,
                maxHeaderFieldCount: limits.headerFieldsMax
            )
        )
        guard let tls else {
            certificate = nil
            server = .http1(configuration: configuration)
            return
        }
        let certificate = try ServerCertificate(tls)
        self.certificate = certificate
        server = HTTPServerBuilder { respond in
            RenewableTLSChannel(
                base: HTTP1Channel(responder: respond, configuration: configuration),
                certificate: certificate
            )
        }
    }

    /// Reads certificate and key anew, where there are any: new connections get the new one, open ones stay.
    ///
    /// What came of it is logged; where the files are no good, the certificate before is shown on.
    package func renewCertificate() {
        guard let certificate else {
            logger.notice("there is no certificate to be read anew")
            return
        }
        do throws(ListenerError) {
            let end = try certificate.renew()
            logger.notice(
                "the certificate was read anew",
                metadata: ["until": "\(HTTPDate.text(secondsSince1970: end))"]
            )
        } catch {
            logger.error(
                "the certificate was not read anew; the one before stays in use",
                metadata: ["reason": "\(error.description)"]
            )
        }
    }

    /// Serves until it is stopped.
    ///
    /// - Throws: ``ListenerError`` `cannotBind` when the address is taken or not of this machine.
    package func run() async throws {
        let service = try server.buildServer(
            configuration: ServerConfiguration(
                address: .hostname(address.host, port: address.port),
                backlog: limits.backlog,
                availableConnectionsDelegate: .maximum(limits.connectionsMax, logger: logger)
            ),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger,
            responder: { [responder, line] request, writer, channel in
                line.begin(channel)
                try await responder.respond(to: request, writer, on: channel)
            },
            onServerRunning: { [onBound, logger] channel in
                await AcceptPause.stand(before: channel, logger)
                await onBound(channel.localAddress?.port ?? 0)
            }
        )
        do {
            try await service.run()
        } catch is IOError {
            throw ListenerError(.cannotBind, "\(address) cannot be listened on: it is taken or not of this machine.")
        } catch is NIOConnectionError {
            throw ListenerError(.cannotBind, "\(address) cannot be resolved.")
        }
    }
}

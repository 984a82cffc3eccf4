import Commands
import Cooperation
import HTTPAPI
import HTTPServing
import HTTPTypes
import Logging

/// A receiver of a webhook's messages, as a program beside a node would be.
struct DemoReceiver {
    private static let path = "/messages"

    /// Takes messages for as long as the body runs.
    ///
    /// - Parameter body: takes the address for the messages, and where they come in.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws; `ListenerError`.
    static func run<Result: Sendable>(
        _ body: @Sendable (_ address: String, _ inbox: DemoInbox) async throws -> Result
    ) async throws -> Result {
        let (inbox, logger) = (DemoInbox(), Logger(label: "perisai.demo") { _ in SwiftLogNoOpLogHandler() })
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let listener = try Listener(
            address: ListenAddress(host: "127.0.0.1", port: 0),
            responder: Dispatcher(
                routes: [route(into: inbox)],
                authenticator: WitnessServer.NoKeys(),
                authorise: { _, _ in .keyNotValid },
                environment: .system { SystemSources.newIdentifier().description },
                logger: logger
            ),
            logger: logger,
            onBound: { bound.yield($0) }
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { bound.finish() }
                try await listener.run()
            }
            defer { group.cancelAll() }
            for await port in ports { return try await body("http://127.0.0.1:\(port)\(path)", inbox) }
            throw CommandFailure("No webhook can be received on this machine.")
        }
    }

    private static func route(into inbox: DemoInbox) throws -> APIRoutes.APIRoute {
        try .open(.post, path, "takeMessage") { request in
            func field(_ name: String) -> String {
                HTTPField.Name(name).flatMap { request.headerFields[$0] } ?? ""
            }
            inbox.take(
                DemoMessage(
                    id: field("webhook-id"),
                    second: field("webhook-timestamp"),
                    signatures: field("webhook-signature"),
                    body: try await request.readBytes()
                )
            )
            return .noContent
        }
    }
}

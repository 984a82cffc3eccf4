import NIOCore
import NIOPosix
import NIOSSL

/// A server on 127.0.0.1 that answers every request with exactly the bytes it is given, which no well-behaved one would.
struct RawServer {
    /// One thing that it does once a request came; after the last it closes the connection.
    enum Step: Sendable {
        /// Sends these bytes.
        case send([UInt8])
        /// Sends these bytes until the client goes away.
        case sendForEver([UInt8])
        /// Stays silent until the client goes away.
        case hold

        static func text(_ text: String) -> Step { .send(Array(text.utf8)) }
    }

    typealias Script = @Sendable (_ request: String) -> [Step]
    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let port: Int
    let log: RequestLog

    /// Runs a server as long as the body runs.
    static func run<Answer: Sendable>(
        tls: Bool = false,
        _ script: @escaping Script,
        _ body: @Sendable @escaping (RawServer) async throws -> Answer
    ) async throws -> Answer {
        let context = tls ? try self.context() : nil
        // A connection that comes while the server ends is dropped, which a channel that is wrapped already does not survive;
        // so it is wrapped by whoever serves it, and nothing is read before.
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: false)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    return channel
                }
            }
        let server = RawServer(port: listener.channel.localAddress?.port ?? 0, log: RequestLog())
        return try await listener.executeThenClose { connections in
            try await withThrowingTaskGroup(of: Answer?.self) { group in
                group.addTask {
                    try await withThrowingDiscardingTaskGroup { group in
                        for try await connection in connections {
                            // A client that breaks off is what most tests are about.
                            group.addTask { try? await server.serve(connection, script) }
                        }
                    }
                    return nil
                }
                group.addTask { try await body(server) }
                defer { group.cancelAll() }
                while let answer = try await group.next() {
                    if let answer { return answer }
                }
                throw CancellationError()
            }
        }
    }

    /// A port on which nobody listens any more.
    static func closedPort() async throws -> Int {
        try await run({ _ in [] }) { $0.port }
    }

    private static func context() throws -> NIOSSLContext {
        let certificate = try NIOSSLCertificate.fromPEMBytes(Array(SelfSignedCertificate.certificate.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(SelfSignedCertificate.key.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: certificate.map { .certificate($0) },
                privateKey: .privateKey(key)
            )
        )
    }

    private func serve(_ channel: any Channel, _ script: Script) async throws {
        let connection = try await channel.eventLoop.submit {
            try Connection(wrappingChannelSynchronously: channel)
        }.get()
        try await channel.setOption(.autoRead, value: true).get()
        try await connection.executeThenClose { inbound, outbound in
            var bytes: [UInt8] = []
            var iterator = inbound.makeAsyncIterator()
            while !Self.isWhole(bytes) {
                guard let chunk = try await iterator.next() else { return }
                bytes += chunk.readableBytesView
            }
            let request = String(decoding: bytes, as: UTF8.self)
            log.add(request)
            for step in script(request) {
                switch step {
                case .send(let bytes): try await outbound.write(ByteBuffer(bytes: bytes))
                case .sendForEver(let bytes): while true { try await outbound.write(ByteBuffer(bytes: bytes)) }
                case .hold: while try await iterator.next() != nil {}
                }
            }
        }
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        let length = text[..<end.lowerBound].lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length:") }
        let expected = length.flatMap { Int($0.dropFirst(15).filter(\.isNumber)) } ?? 0
        return text[end.upperBound...].utf8.count >= expected
    }
}

extension RawServer.Step {
    /// A whole answer.
    static func answer(
        _ status: Int,
        _ body: String = "",
        type: String = "application/json",
        fields: String = ""
    ) -> RawServer.Step {
        .answer(status, bytes: Array(body.utf8), type: type, fields: fields)
    }

    static func answer(_ status: Int, bytes: [UInt8], type: String, fields: String = "") -> RawServer.Step {
        let head =
            "HTTP/1.1 \(status) Test\r\nContent-Type: \(type)\r\nContent-Length: \(bytes.count)\r\n"
            + "Connection: close\r\n\(fields)\r\n"
        return .send(Array(head.utf8) + bytes)
    }
}

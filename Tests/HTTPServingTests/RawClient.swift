import NIOCore
import NIOPosix
import NIOSSL

/// A client that sends exactly the bytes it is given, which no well-behaved client would.
struct RawClient {
    enum Ending {
        /// Waits for the server to close.
        case waitForServer
        /// Closes its sending side after the last piece.
        case closeOutput
    }

    /// Sends pieces and reads until the server closes.
    static func exchange(
        _ port: Int,
        _ pieces: [String],
        ending: Ending = .waitForServer,
        tls: Bool = false
    ) async throws -> String {
        let channel = try await connect(port, tls: tls)
        return try await channel.executeThenClose { inbound, outbound in
            for piece in pieces { try await outbound.write(ByteBuffer(string: piece)) }
            if ending == .closeOutput { outbound.finish() }
            var bytes: [UInt8] = []
            do {
                for try await chunk in inbound { bytes += chunk.readableBytesView }
            } catch is NIOSSLError {
                // The server may end TLS without a farewell.
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    static func connect(_ port: Int, tls: Bool = false) async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            // A machine that runs all tests at once may take its time.
            .connectTimeout(.minutes(5))
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if tls {
                        var configuration = TLSConfiguration.makeClientConfiguration()
                        configuration.certificateVerification = .none
                        let context = try NIOSSLContext(configuration: configuration)
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: context, serverHostname: "node.test.invalid")
                        )
                    }
                    return try NIOAsyncChannel(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true)
                    )
                }
            }
    }
}

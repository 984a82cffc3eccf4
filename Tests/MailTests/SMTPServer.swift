import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A mail server on this machine that answers as it is told and remembers what was said.
final class SMTPServer: Sendable {
    /// What it does.
    struct Manners: Sendable {
        /// What it answers to a verb, as `RCPT`, instead of yes.
        ///
        /// `GREETING` is the first line, `END` what follows the message, `CREDENTIALS` the answer to them. An empty answer
        /// is none at all.
        var answers: [String: String] = [:]
        /// What it offers after EHLO.
        var offers: [String] = []
        /// Encrypts from the beginning, or after STARTTLS where that is offered.
        var tls: NIOSSLContext?
        var isEncryptedFromTheBeginning = false
    }

    /// What was said in all connections.
    struct Heard: Sendable {
        var commands: [String] = []
        /// Each message as it was sent, without the line of the dot, dots not undone.
        var messages: [String] = []
        var connections = 0
    }

    private let heard: Heard.Shared
    private let channel: any Channel

    var port: Int { channel.localAddress?.port ?? 0 }
    var commands: [String] { heard.value.withLock(\.commands) }
    var messages: [String] { heard.value.withLock(\.messages) }
    var connections: Int { heard.value.withLock(\.connections) }

    /// Does something with a server that listens, and ends it afterwards.
    static func serving(_ manners: Manners = Manners(), _ body: (SMTPServer) async throws -> Void) async throws {
        let heard = Heard.Shared()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if manners.isEncryptedFromTheBeginning, let tls = manners.tls {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
                    }
                    try channel.pipeline.syncOperations.addHandler(SMTPDialogue(manners, heard))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = SMTPServer(heard, channel)
        do {
            try await body(server)
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
    }

    private init(_ heard: Heard.Shared, _ channel: any Channel) {
        self.heard = heard
        self.channel = channel
    }
}

extension SMTPServer.Heard {
    final class Shared: Sendable {
        let value = Mutex(SMTPServer.Heard())
    }
}

/// One connection, on its event loop.
private final class SMTPDialogue: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let manners: SMTPServer.Manners
    private let heard: SMTPServer.Heard.Shared
    private var bytes: [UInt8] = []
    private var message: [String]?
    private var awaitsCredentials = false

    init(_ manners: SMTPServer.Manners, _ heard: SMTPServer.Heard.Shared) {
        self.manners = manners
        self.heard = heard
    }

    func channelActive(context: ChannelHandlerContext) {
        heard.value.withLock { $0.connections += 1 }
        say(manners.answers["GREETING"] ?? "220 mail.test ESMTP", context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        bytes += buffer.readBytes(length: buffer.readableBytes) ?? []
        while let end = bytes.firstRange(of: [13, 10]) {
            let line = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            bytes.removeFirst(end.upperBound)
            take(line, context)
        }
    }

    private func take(_ line: String, _ context: ChannelHandlerContext) {
        if let message, line == "." {
            heard.value.withLock { $0.messages.append(message.map { $0 + "\r\n" }.joined()) }
            self.message = nil
            return say(manners.answers["END"] ?? "250 taken", context)
        }
        if message != nil {
            message?.append(line)
            return
        }
        heard.value.withLock { $0.commands.append(line) }
        if awaitsCredentials {
            awaitsCredentials = false
            return say(manners.answers["CREDENTIALS"] ?? "235 welcome", context)
        }
        let verb = String(line.prefix { $0 != " " }).uppercased()
        if let answer = manners.answers[verb] { return say(answer, context) }
        switch verb {
        case "EHLO":
            let lines = ["mail.test"] + manners.offers
            for (index, line) in lines.enumerated() {
                say("250" + (index == lines.count - 1 ? " " : "-") + line, context)
            }
        case "STARTTLS":
            say("220 go on", context)
            if let tls = manners.tls {
                _ = try? context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
            }
        case "AUTH":
            awaitsCredentials = true
            say("334 ", context)
        case "DATA":
            message = []
            say("354 go on", context)
        case "QUIT":
            say("221 bye", context)
            context.close(promise: nil)
        default: say("250 yes", context)
        }
    }

    private func say(_ line: String, _ context: ChannelHandlerContext) {
        guard !line.isEmpty else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\r\n")), promise: nil)
    }
}

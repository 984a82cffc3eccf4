import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Watches over one connection: answers bytes that are no HTTP, closes so that the client still reads the last answer,
/// ends what is too slow, and notices when the client leaves.
final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ConnectionLimits
    private let peers: PeerConnections?
    /// Under what this connection is counted.
    private var peer: ClientAddress?
    private let line: WaitingLine
    private let responder: any RequestResponder
    /// What is answered to the request that is being read over, once it was.
    private var refusal: Refusal?
    /// Requests whose answer is not yet written.
    private var openRequests = 0
    private var isReadingBody = false
    /// Whether the body may come for as long as the client sends something, and is answered meanwhile.
    private var isStreamingBody = false
    private var readGarbageBehindRequests = false
    private var closesAfterAnswer = false
    private var isLingering = false
    private var hasClientLeft = false
    private var departureCallbacks: [Int: @Sendable () -> Void] = [:]
    private var departureCallbackCount = 0
    private var bodyTimer: Scheduled<Void>?
    private var stalledWriteTimer: Scheduled<Void>?
    private var lingerTimer: Scheduled<Void>?
    private var lingerEndTimer: Scheduled<Void>?

    /// Makes a handler for one connection.
    ///
    /// - Parameters:
    ///   - limits: Limits of connections.
    ///   - peers: Counts the connections of each address; `nil` where all come from one proxy.
    ///   - line: Where requests wait for their turn.
    ///   - responder: Who has an answer to what is turned away.
    init(limits: ConnectionLimits, peers: PeerConnections?, line: WaitingLine, responder: any RequestResponder) {
        self.limits = limits
        self.peers = peers
        self.line = line
        self.responder = responder
    }

    /// Calls back once, when the client has closed its side; at once if it already has.
    ///
    /// On the event loop only.
    func whenClientLeaves(_ callback: @escaping @Sendable () -> Void) -> Int {
        departureCallbackCount += 1
        if hasClientLeft {
            callback()
        } else {
            departureCallbacks[departureCallbackCount] = callback
        }
        return departureCallbackCount
    }

    func forgetDepartureCallback(_ number: Int) {
        departureCallbacks[number] = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        let address = ClientAddress(context.remoteAddress)
        let isIn = peers?.enter(address) ?? true
        if isIn { peer = address }
        context.fireChannelActive()
        if !isIn { context.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // What comes after the last answer is read over.
        guard !isLingering else { return }
        let part = unwrapInboundIn(data)
        switch part {
        case .head(let head):
            isReadingBody = true
            isStreamingBody = false
            refusal = refusalNeeded(for: head, context)
            if refusal == nil { openRequests += 1 }
            if refusal?.isAtOnce == true { refuse(context) }
        case .body: break
        case .end:
            isReadingBody = false
            bodyTimer?.cancel()
            bodyTimer = nil
            // From here on it has the whole time to begin to read.
            if isStreamingBody, stalledWriteTimer != nil { scheduleStalledWriteTimer(context) }
            if refusal != nil { return refuse(context) }
        }
        if refusal == nil { context.fireChannelRead(data) }
    }

    /// Whether a request is turned away before anybody looks at it, and with what.
    private func refusalNeeded(for head: HTTPRequest, _ context: ChannelHandlerContext) -> Refusal? {
        // What comes behind another request waits for that one, and not for its turn.
        guard openRequests == 0, !line.enter(context.channel) else { return nil }
        let isAtOnce = Refusal.leavesBody(of: head)
        let closes = isAtOnce || head.headerFields[.connection] == "close"
        return responder.overloadedAnswer(to: head, closes: closes)
            .map { Refusal(answer: $0, isAtOnce: isAtOnce, closes: closes) }
    }

    private func refuse(_ context: ChannelHandlerContext) {
        guard let refusal else { return }
        if !refusal.isAtOnce { self.refusal = nil }
        say(refusal.answer, context)
        if refusal.closes { linger(context) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isLingering {
            lingerTimer?.cancel()
            lingerTimer = schedule(context, limits.lingerTimeout)
            context.read()
        } else if isReadingBody, !isStreamingBody, bodyTimer == nil {
            bodyTimer = schedule(context, limits.bodyTimeout)
        }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            if head.status.kind == .informational { break }
            // An answer without a request is the server's own word on garbage, which was answered here already.
            guard openRequests > 0 else {
                promise?.fail(ChannelError.ioOnClosedChannel)
                return linger(context)
            }
            closesAfterAnswer = closesAfterAnswer || head.headerFields[.connection] == "close"
        case .body: break
        case .end:
            openRequests -= 1
            guard closesAfterAnswer || readGarbageBehindRequests && openRequests == 0 else { break }
            context.writeAndFlush(data, promise: promise)
            return closesAfterAnswer ? linger(context) : answerGarbage(context)
        }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError else {
            context.fireErrorCaught(error)
            return context.close(promise: nil)
        }
        if isLingering {
            context.close(promise: nil)
        } else if openRequests == 0 {
            answerGarbage(context)
        } else if isReadingBody {
            // The one who reads the body answers; the rest of the connection cannot be understood.
            closesAfterAnswer = true
            context.fireErrorCaught(error)
        } else {
            readGarbageBehindRequests = true
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent {
            clientLeft()
            if isLingering { context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            stalledWriteTimer?.cancel()
            stalledWriteTimer = nil
        } else if stalledWriteTimer == nil {
            scheduleStalledWriteTimer(context)
        }
        context.fireChannelWritabilityChanged()
    }

    /// Whoever still sends need not read yet.
    private func scheduleStalledWriteTimer(_ context: ChannelHandlerContext) {
        stalledWriteTimer?.cancel()
        let delay = TimeAmount(limits.stalledWriteTimeout)
        stalledWriteTimer = context.eventLoop.assumeIsolated().scheduleTask(in: delay) {
            guard self.isStreamingBody, self.isReadingBody else { return context.close(promise: nil) }
            self.scheduleStalledWriteTimer(context)
        }
    }

    /// Lets the body of the request that is being read take its time.
    ///
    /// A body that stops coming still ends with the connection's idle time.
    static func bodyStreams(on channel: any Channel) async throws {
        try await channel.eventLoop.submit {
            let handler = try channel.pipeline.syncOperations.handler(type: ConnectionHandler.self)
            guard handler.isReadingBody else { return }
            handler.isStreamingBody = true
            handler.bodyTimer?.cancel()
            handler.bodyTimer = nil
        }.get()
    }

    func channelInactive(context: ChannelHandlerContext) {
        cancelTimers()
        clientLeft()
        leave(context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        cancelTimers()
        clientLeft()
        leave(context)
    }

    private func leave(_ context: ChannelHandlerContext) {
        line.forget(context.channel)
        if let peer { peers?.leave(peer) }
        peer = nil
    }

    private func answerGarbage(_ context: ChannelHandlerContext) {
        say(responder.malformedRequestAnswer(), context)
        linger(context)
    }

    private func say(_ answer: ImmediateAnswer, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: answer.body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    /// Closes the sending side and goes on reading while something comes: a connection closed over unread bytes is reset,
    /// and a reset can take the answer from a client that sends its whole request before it reads.
    private func linger(_ context: ChannelHandlerContext) {
        guard !isLingering else { return }
        isLingering = true
        bodyTimer?.cancel()
        lingerTimer = schedule(context, limits.lingerTimeout)
        lingerEndTimer = schedule(context, limits.lingerTimeMax)
        if hasClientLeft { return context.close(promise: nil) }
        context.close(mode: .output, promise: nil)
        context.read()
    }

    private func schedule(_ context: ChannelHandlerContext, _ delay: Duration) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { context.close(promise: nil) }
    }

    private func cancelTimers() {
        for timer in [bodyTimer, stalledWriteTimer, lingerTimer, lingerEndTimer] { timer?.cancel() }
        (bodyTimer, stalledWriteTimer, lingerTimer, lingerEndTimer) = (nil, nil, nil, nil)
    }

    private func clientLeft() {
        hasClientLeft = true
        let callbacks = departureCallbacks.values
        departureCallbacks = [:]
        for callback in callbacks { callback() }
    }
}

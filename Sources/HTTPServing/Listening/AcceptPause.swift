import Glibc
import Logging
import NIOCore

/// Lets connections wait for a while where the process may open no more files, and says so.
///
/// A connection that can't be taken stays in the system's queue, which would be reported as often as it is looked at.
final class AcceptPause: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias OutboundIn = Never

    /// How long no connection is taken after one could not be.
    private static let pause = TimeAmount.seconds(1)
    /// What others have to give back first.
    private static let shortages: Set<CInt> = [EMFILE, ENFILE, ENOBUFS, ENOMEM]

    private let logger: Logger
    private var hasFailed = false
    private var isShort = false
    private var resumption: Scheduled<Void>?

    private init(logger: Logger) {
        self.logger = logger
    }

    /// Stands before everything else of a channel that takes connections.
    static func stand(before channel: any Channel, _ logger: Logger) async {
        // Where the channel is closed already, nothing is taken any more.
        try? await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(AcceptPause(logger: logger), position: .first)
        }.get()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? IOError, Self.shortages.contains(error.errnoCode) { pause(context, error) }
        context.fireErrorCaught(error)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if hasFailed {
            hasFailed = false
        } else if isShort {
            isShort = false
            logger.notice("connections are taken again")
        }
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        // Whatever is asked for meanwhile is done at the end of the pause.
        if resumption == nil { context.read() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        endPause()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { endPause() }

    private func pause(_ context: ChannelHandlerContext, _ error: IOError) {
        hasFailed = true
        if !isShort {
            isShort = true
            logger.critical(
                "no connection can be taken, and new ones wait; raise the limit of open files (LimitNOFILE=)",
                metadata: ["reason": "\(String(cString: strerror(error.errnoCode)))"]
            )
        }
        guard resumption == nil else { return }
        // Nothing less takes the queue off the list of what is watched.
        try? context.channel.syncOptions?.setOption(ChannelOptions.autoRead, value: false)
        resumption = context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
            self.resumption = nil
            try? context.channel.syncOptions?.setOption(ChannelOptions.autoRead, value: true)
        }
    }

    private func endPause() {
        resumption?.cancel()
        resumption = nil
    }
}

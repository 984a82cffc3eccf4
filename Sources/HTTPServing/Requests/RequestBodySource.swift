import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes
import Synchronization

/// The body of one request, which can be read once.
final class RequestBodySource: Sendable {
    private enum Phase: Sendable {
        case untouched
        case reading
        case ended
    }

    private let body: RequestBody
    private let declaredLength: Int?
    /// Set when the client waits for leave before it sends the body (`Expect: 100-continue`).
    private let channelAwaitingContinue: (any Channel)?
    private let phase = Mutex(Phase.untouched)
    private let hasLeave = Mutex(false)

    /// Finds the body of a request.
    ///
    /// - Returns: `nil` when the header announces none.
    /// - Throws: ``Problem`` when the announced length is above the limit or the bytes are encoded.
    static func of(_ request: Request, channel: (any Channel)?, bytesMax: Int) throws(Problem) -> RequestBodySource? {
        let length = request.headers[.contentLength].flatMap { Int($0) }
        guard request.headers[.transferEncoding] != nil || (length ?? 0) > 0 else { return nil }
        if let length, length > bytesMax { throw .bodyTooLarge(bytesMax: bytesMax) }
        if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" {
            throw .unsupportedContentEncoding
        }
        let awaitsContinue = request.headers[.expect]?.lowercased() == "100-continue"
        return RequestBodySource(request.body, declaredLength: length, awaitsContinue ? channel : nil)
    }

    private init(_ body: RequestBody, declaredLength: Int?, _ channelAwaitingContinue: (any Channel)?) {
        self.body = body
        self.declaredLength = declaredLength
        self.channelAwaitingContinue = channelAwaitingContinue
    }

    /// Whether bytes may still be on their way.
    var isUnread: Bool {
        phase.withLock { if case .ended = $0 { false } else { true } }
    }

    /// Tells a client that waits for leave to send the body.
    func giveLeaveToSend() {
        guard let channelAwaitingContinue,
            !hasLeave.withLock({ leave in
                defer { leave = true }
                return leave
            })
        else { return }
        channelAwaitingContinue.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)), promise: nil)
    }

    /// Hands the body over piece by piece.
    ///
    /// - Throws: ``Problem`` when there are more bytes than the limit, when the client left before the last one, and
    ///   when the body was read before; otherwise what the connection or `consume` throws.
    func forEachChunk(bytesMax: Int, _ consume: (ByteBuffer) async throws -> Void) async throws {
        let isFirst = phase.withLock { phase in
            defer { phase = .reading }
            if case .untouched = phase { return true }
            return false
        }
        guard isFirst else { throw Problem.internalError }
        giveLeaveToSend()
        var count = 0
        for try await chunk in body {
            count += chunk.readableBytes
            guard count <= bytesMax else { throw Problem.bodyTooLarge(bytesMax: bytesMax) }
            try await consume(chunk)
        }
        // A connection that closes early ends the sequence just as a whole body does.
        if let declaredLength, count < declaredLength {
            throw Problem.malformedRequest("The body ended before the length that was announced.")
        }
        phase.withLock { $0 = .ended }
    }
}

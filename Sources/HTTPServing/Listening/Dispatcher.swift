import Logging
import HummingbirdCore
import NIOCore
import HTTPTypes
import NIOHTTP1
import Synchronization

/// Takes every request of a door through the same steps: find the route, count it, authenticate, authorise, run the
/// handler within its limits, and send an answer that always has the same shape.
package final class Dispatcher<Permission: Sendable, Authenticator: RequestAuthenticator>: Sendable {
    package typealias Caller = Authenticator.Caller

    package let table: RouteTable<Permission, Caller>
    let authenticator: Authenticator
    let authorise: @Sendable (Permission, Caller) -> Problem?
    let translate: @Sendable (any Error) -> Problem?
    let behindProxy: Bool
    let environment: ServingEnvironment
    let load: Mutex<LoadState<Authenticator.LimitKey>>
    private let logger: Logger
    private let accessLog: AccessLog?
    private let metrics: RequestMetrics?
    private let finisher: ResponseFinisher

    /// Makes a dispatcher.
    ///
    /// - Parameters:
    ///   - routes: All that can be asked.
    ///   - authenticator: Says who sent a key.
    ///   - authorise: Says why a caller lacks a permission, or `nil` when the caller has it.
    ///   - translate: Says what an error of the edge means for the client; `nil` becomes `internal-error`.
    ///   - limits: How much is taken.
    ///   - behindProxy: Whether X-Forwarded-For is believed, for counting only.
    ///   - isEncrypted: Whether clients reach the door by TLS only, which browsers are then told to remember.
    ///   - environment: Time and ids.
    ///   - logger: Where the types of unknown errors go.
    ///   - accessLog: Where each request gets a line, if anywhere.
    ///   - metrics: Where each request is counted, if anywhere.
    /// - Throws: ``RouteTableError`` when two routes are in each other's way.
    package init(
        routes: [Route<Permission, Caller>],
        authenticator: Authenticator,
        authorise: @escaping @Sendable (Permission, Caller) -> Problem?,
        translate: @escaping @Sendable (any Error) -> Problem? = { _ in nil },
        limits: ServingLimits = ServingLimits(),
        behindProxy: Bool = false,
        isEncrypted: Bool = false,
        environment: ServingEnvironment,
        logger: Logger,
        accessLog: AccessLog? = nil,
        metrics: RequestMetrics? = nil
    ) throws(RouteTableError) {
        table = try RouteTable(routes)
        self.authenticator = authenticator
        self.authorise = authorise
        self.translate = translate
        self.behindProxy = behindProxy
        self.environment = environment
        self.logger = logger
        self.accessLog = accessLog
        self.metrics = metrics
        load = Mutex(LoadState(limits))
        finisher = ResponseFinisher(isEncrypted: isEncrypted, wallClockSeconds: environment.wallClockSeconds)
    }

    /// What an error means for the client.
    ///
    /// Only its type is logged: its text may hold what was sent.
    func problem(for error: any Error, requestID: String, operationID: String?) -> Problem {
        if let problem = error as? Problem { return problem }
        if let problem = translate(error) { return problem }
        // The client left, or the node stops; nobody reads this answer.
        if error is CancellationError { return .overloaded }
        if error is HTTPParserError { return .malformedRequest("The body is not framed as HTTP/1.1 wants it.") }
        logger.error(
            "request failed",
            metadata: [
                "request.id": .string(requestID),
                "operation": .string(operationID ?? "none"),
                "error.type": .string(String(reflecting: type(of: error))),
            ]
        )
        return .internalError
    }
}

extension Dispatcher: RequestResponder {
    package func respond(
        to request: Request,
        _ writer: consuming ResponseWriter,
        on channel: any Channel
    ) async throws {
        let started = environment.now()
        let requestID = environment.makeRequestID()
        let visit = await answer(request, requestID: requestID, channel: channel)
        defer {
            visit.admission.map { admission in load.withLock { $0.leave(admission.share) } }
            let now = environment.now()
            let (status, taken) = (visit.response.status.code, (now - started).nanoseconds)
            accessLog?.record(
                requestID: requestID,
                operationID: visit.operationID,
                status: status,
                durationNanoseconds: taken,
                at: now
            )
            metrics?.record(operationID: visit.operationID, status: status, durationNanoseconds: taken)
        }
        let head = finisher.head(visit.response, requestID: requestID, closes: visit.leavesBodyUnread(request))
        switch visit.response.body {
        case .bytes(let bytes):
            let hasNoBody = request.method == .head || bytes.isEmpty
            let body = hasNoBody ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            try await writer.write(response: head, body: body)
        case .stream(let write):
            let body = ResponseBody { writer in
                guard request.method != .head else { return try await writer.finish(nil) }
                var stream = ResponseStream(writer)
                try await write(&stream)
                try await writer.finish(nil)
            }
            try await writer.write(response: head, body: body)
        }
    }

    package func malformedRequestAnswer() -> ImmediateAnswer {
        immediateAnswer(.malformedRequest("The bytes are not HTTP/1.1, or the header is too large."), closes: true)
    }

    package func overloadedAnswer(to head: HTTPRequest, closes: Bool) -> ImmediateAnswer? {
        let target = head.path ?? "/"
        let path = target[..<(target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex)]
        var operationID: String?
        if case .route(let route, _) = table.find(head.method, path) {
            guard !route.limits.isExemptFromLoadLimits else { return nil }
            operationID = route.operationID
        }
        return immediateAnswer(.overloaded, operationID: operationID, hasBody: head.method != .head, closes: closes)
    }

    private func immediateAnswer(
        _ problem: Problem,
        operationID: String? = nil,
        hasBody: Bool = true,
        closes: Bool
    ) -> ImmediateAnswer {
        let requestID = environment.makeRequestID()
        let response = problem.response(requestID: requestID)
        let status = response.status.code
        accessLog?.record(
            requestID: requestID,
            operationID: operationID,
            status: status,
            durationNanoseconds: 0,
            at: environment.now()
        )
        metrics?.record(operationID: operationID, status: status, durationNanoseconds: 0)
        let head = finisher.head(response, requestID: requestID, closes: closes)
        guard hasBody, case .bytes(let bytes) = response.body else { return ImmediateAnswer(head: head, body: []) }
        return ImmediateAnswer(head: head, body: bytes)
    }
}

import CanonicalJSON
import HTTPTypes
import NIOCore
import ServiceLifecycle

/// An answer that is written line by line while the request is being read.
///
/// Reading never waits for the client to take what was answered. The status comes first; so a failure in the middle is the
/// last line, `{"error":{…}}`, and otherwise the last line is `{"summary":{…}}`.
struct LineStream: Sendable {
    let request: IncomingRequest
    let limits: LineLimits
    let backlog: AnswerBacklog
    /// What an error means for the client.
    let translate: @Sendable (any Error) -> Problem?
    private let watch = StopWatch()

    /// How long a client that still sends is read over when the node stops, so that it gets to the point where it reads why.
    private static let farewell = Duration.seconds(3)

    init(
        request: IncomingRequest,
        limits: LineLimits,
        backlog: AnswerBacklog,
        translate: @escaping @Sendable (any Error) -> Problem?
    ) {
        self.request = request
        self.limits = limits
        self.backlog = backlog
        self.translate = translate
    }

    /// Reads, answers and writes until both sides are done.
    ///
    /// - Throws: When the client left.
    func run(_ work: some LineAnswering, into stream: inout ResponseStream) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await answer(work) }
            do {
                while let bytes = try await backlog.next() { try await stream.write(bytes) }
                try await group.waitForAll()
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    private func answer(_ work: some LineAnswering) async throws {
        defer { backlog.finish() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await gracefulShutdown()
                // Whatever was answered is done; nothing new is begun by a node that stops.
                if watch.stop() { await conclude(Problem.nodeStops) }
                try await Task.sleep(for: Self.farewell)
                request.channel?.close(mode: .input, promise: nil)
            }
            defer { group.cancelAll() }
            try await answerBody(work)
        }
    }

    private func answerBody(_ given: some LineAnswering) async throws {
        var work = given
        var parser = LineParser(limits: limits)
        var failure: (any Error)?
        do {
            try await request.forEachChunk { chunk in
                // What comes after a failure is read over, so that the client gets to the point where it reads why.
                guard failure == nil, watch.begin() else { return }
                parser.feed(chunk.readableBytesView)
                failure = await answer(&work, from: &parser)
                // After a last word of its own the stream stays in the answering, so that no second one comes.
                if failure == nil, watch.end() { failure = Problem.nodeStops }
                if let failure { await conclude(failure) }
            }
        } catch {
            // However a body ends while the node stops, the client was told why.
            if watch.isStopping { return }
            if failure == nil, watch.begin() { await conclude(error) }
            throw error
        }
        guard failure == nil, watch.begin() else { return }
        do {
            if let line = try parser.finish() { failure = await answer(&work, [line]) }
        } catch {
            failure = error
        }
        if let failure { return await conclude(failure) }
        try await backlog.append(Self.line(["summary": work.summary]))
    }

    /// Answers all whole lines that are there; returns why no more can be.
    private func answer(_ work: inout some LineAnswering, from parser: inout LineParser) async -> (any Error)? {
        var lines: [LineParser.Line] = []
        var failure: (any Error)?
        do {
            while let line = try parser.next() { lines.append(line) }
        } catch {
            failure = error
        }
        if lines.isEmpty { return failure }
        return await answer(&work, lines) ?? failure
    }

    private func answer(_ work: inout some LineAnswering, _ lines: [LineParser.Line]) async -> (any Error)? {
        let (answers, failure) = await work.answers(to: lines)
        do {
            if !answers.isEmpty { try await backlog.append(answers.flatMap(Self.line)) }
        } catch {
            return error
        }
        return failure
    }

    private func conclude(_ error: any Error) async {
        let problem =
            switch error {
            case let problem as Problem: problem
            case let error as LineError: Problem(error)
            default: translate(error) ?? .internalError
            }
        // Where it can't be kept either, it is handed out all the same, as the last of what is there.
        _ = try? await backlog.append(Self.line(["error": problem.json(requestID: request.id)]))
    }

    private static func line(_ value: JSONValue) -> [UInt8] { value.canonicalBytes + [UInt8(ascii: "\n")] }
}

extension OutgoingResponse {
    /// Answers one object a line with one object a line, while they come; the route must say that it streams and how much
    /// it takes.
    ///
    /// - Parameters:
    ///   - request: The request, whose body is not read yet.
    ///   - limits: How long the lines may be, and how many.
    ///   - backlog: How much may wait for a client that does not read, and where.
    ///   - reader: Whose part of the room the answer takes.
    ///   - translate: What an error of the edge means for the client; `nil` becomes `internal-error`.
    ///   - work: What answers.
    /// - Returns: The answer.
    package static func lines(
        of request: IncomingRequest,
        limits: LineLimits,
        backlog: BacklogLimits,
        reader: BacklogRoom.Reader,
        translate: @escaping @Sendable (any Error) -> Problem? = { _ in nil },
        answeredBy work: some LineAnswering
    ) -> OutgoingResponse {
        // The status comes before the body is read, and leave to send it has to come before the status.
        request.giveLeaveToSend()
        let lines = LineStream(
            request: request,
            limits: limits,
            backlog: AnswerBacklog(limits: backlog, reader: reader),
            translate: translate
        )
        return .stream(MediaType.lines) { stream in try await lines.run(work, into: &stream) }
    }
}

extension Problem {
    fileprivate static let nodeStops = Problem(
        "node-stops",
        status: .serviceUnavailable,
        title: "The node stops",
        detail: "The node is being stopped. The lines that were answered are done; send the rest again later.",
        retryAfterSeconds: 5
    )
}

import Cooperation
import HTTPServing
import Services

extension APIRoutes {
    /// What one stream of lines holds in memory at most, in bytes: answers that wait, and lines that are being answered.
    private static let streamBytes = 12 << 20

    /// Answers a body of one object a line while it comes.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - caller: who sends it.
    ///   - limits: how long the lines may be, and how many.
    ///   - work: what answers them; it takes the room in memory along.
    /// - Returns: the answer.
    /// - Throws: `Problem` where there is no room; what `work` throws.
    func lines(
        of request: IncomingRequest,
        by caller: Caller,
        limits: LineLimits,
        _ work: (HeldPlace) throws -> some LineAnswering
    ) throws -> OutgoingResponse {
        let room = try uploads.room(bytes: Self.streamBytes, for: caller.key)
        return .lines(
            of: request,
            limits: limits,
            backlog: backlog,
            reader: BacklogRoom.Reader(key: caller.key),
            translate: Problem.translated,
            answeredBy: try work(room)
        )
    }
}

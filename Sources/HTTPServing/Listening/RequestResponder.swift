import HTTPTypes
import HummingbirdCore
import NIOCore

/// What a listener hands its requests to.
package protocol RequestResponder: Sendable {
    /// Answers one request.
    ///
    /// - Parameters:
    ///   - request: The head and the unread body.
    ///   - writer: Where the answer goes.
    ///   - channel: The connection.
    /// - Throws: When the answer could not be written; the connection then closes.
    func respond(to request: Request, _ writer: consuming ResponseWriter, on channel: any Channel) async throws

    /// The answer to bytes that are no HTTP request.
    func malformedRequestAnswer() -> ImmediateAnswer

    /// The answer to a request that would have to wait too long.
    ///
    /// - Parameters:
    ///   - head: The head of the request.
    ///   - closes: Whether the connection closes behind it.
    /// - Returns: The answer; `nil` for a request that is let in all the same.
    func overloadedAnswer(to head: HTTPRequest, closes: Bool) -> ImmediateAnswer?
}

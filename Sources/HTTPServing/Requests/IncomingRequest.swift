import HTTPTypes
import NIOCore

/// One request as a handler sees it.
package struct IncomingRequest: Sendable {
    /// The id that the answer carries as `Perisai-Request-Id` and the log names.
    package let id: String
    package let method: HTTPRequest.Method
    /// Path and query as sent.
    package let target: String
    /// The host and port that the client asked; `nil` where it named none.
    package let authority: String?
    /// What the path held where the template has holes.
    package let path: PathParameters
    /// What follows the question mark, undecoded.
    package let queryText: Substring?
    package let headerFields: HTTPFields
    /// Where it came from, for limits only.
    package let clientAddress: ClientAddress
    /// The largest body of the route, in bytes.
    package let bodyBytesMax: Int
    let bodySource: RequestBodySource?
    let channel: (any Channel)?
    /// Sees each piece of the body before it is read.
    package var bodyObserver: (@Sendable ([UInt8]) -> Void)?

    /// Reads the query.
    ///
    /// - Parameter names: The names that are known; any other is refused.
    /// - Returns: The parameters that are there.
    /// - Throws: ``Problem`` `invalid-request`.
    package func query(knowing names: Set<String>) throws(Problem) -> Query {
        try Query(parsing: queryText, knowing: names)
    }

    /// The Content-Type, or `nil` where there is none.
    ///
    /// - Throws: ``Problem`` when it is there but is no media type.
    package func contentType() throws(Problem) -> MediaType? {
        guard let text = headerFields[.contentType] else { return nil }
        guard let type = MediaType(parsing: text) else {
            throw .invalidField("Content-Type", "This is no media type.")
        }
        return type
    }
}

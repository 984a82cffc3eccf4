/// What carries a request to a node's API.
package protocol APICalling: Sendable {
    /// Sends a request and waits for the whole answer.
    ///
    /// - Throws: `CommandFailure` where nobody answers.
    func call(_ request: APIRequest) async throws -> APIAnswer

    /// Sends a request and hands the body of a success over piece by piece, however long it is.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - take: told each piece as it comes.
    /// - Returns: the status; the body only where it is no success.
    /// - Throws: `CommandFailure` where nobody answers, or the answer ends too early; what `take` throws.
    func download(_ request: APIRequest, _ take: ([UInt8]) async throws -> Void) async throws -> APIAnswer
}

/// A request to a node's API.
package struct APIRequest: Hashable, Sendable {
    package let method: String
    package let url: String
    /// The secret of the key; `nil` where nobody asks for one.
    package let key: String?
    package let body: [UInt8]?
    /// What the body is.
    package let contentType: String

    package init(
        method: String,
        url: String,
        key: String?,
        body: [UInt8]? = nil,
        contentType: String = "application/json"
    ) {
        self.method = method
        self.url = url
        self.key = key
        self.body = body
        self.contentType = contentType
    }
}

/// What a node answered.
package struct APIAnswer: Hashable, Sendable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

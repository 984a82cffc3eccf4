/// One request to another server.
package struct OutgoingRequest: Sendable {
    /// What is asked for.
    package enum Method: Sendable, Hashable {
        /// Reads.
        case get
        /// Asks only what reading would be answered with.
        case head
        /// Hands over a body of one media type.
        case post(mediaType: String, body: [UInt8])
    }

    package let method: Method
    package let address: OutgoingAddress
    /// Who asks; `nil` where that is nobody's business.
    package let key: OutgoingKey?
    /// Further header fields.
    package let fields: [(name: String, value: String)]
    /// The longest answer that is read, in bytes; `nil` where its head says all and the body is not looked at.
    package let answerBytesMax: Int?
    /// How long the server was asked to wait before it answers, on top of the limit for every answer.
    package let wait: Duration

    /// Makes a request.
    package init(
        _ method: Method,
        _ address: OutgoingAddress,
        key: OutgoingKey?,
        fields: [(name: String, value: String)] = [],
        answerBytesMax: Int?,
        wait: Duration = .zero
    ) {
        self.method = method
        self.address = address
        self.key = key
        self.fields = fields
        self.answerBytesMax = answerBytesMax
        self.wait = wait
    }
}

/// How much one request may ask of the node.
package struct RouteLimits: Hashable, Sendable {
    /// The largest body, in bytes.
    package var bodyBytesMax: Int
    /// The largest body of one object a line, in bytes; `nil` where none is taken.
    ///
    /// Such a body (`application/x-ndjson`) may come for as long as the client sends something, and be answered meanwhile.
    package var lineStreamBytesMax: Int?
    /// After how long the handler is cancelled; `nil` when it limits itself, as one that streams or waits does.
    package var timeout: Duration?
    /// Whether the answer may be written piece by piece, so that it may take longer than `timeout`.
    package var streamsAnswer: Bool
    /// Whether the request passes even when the node is overloaded, as a liveness probe must.
    package var isExemptFromLoadLimits: Bool
    /// How often one address may ask without a key; `nil` for as often as the door lets it.
    package var perAddress: RateLimit?

    package init(
        bodyBytesMax: Int = 1 << 20,
        lineStreamBytesMax: Int? = nil,
        timeout: Duration? = .seconds(30),
        streamsAnswer: Bool = false,
        isExemptFromLoadLimits: Bool = false,
        perAddress: RateLimit? = nil
    ) {
        self.bodyBytesMax = bodyBytesMax
        self.lineStreamBytesMax = lineStreamBytesMax
        self.timeout = timeout
        self.streamsAnswer = streamsAnswer
        self.isExemptFromLoadLimits = isExemptFromLoadLimits
        self.perAddress = perAddress
    }

    /// How large a body may be whose Content-Type is this.
    ///
    /// - Parameter contentType: The field as it came.
    /// - Returns: The bytes, and whether the body may be answered while it comes.
    func body(_ contentType: String?) -> (bytesMax: Int, isLineStream: Bool) {
        guard let lineStreamBytesMax, let contentType, MediaType(parsing: contentType)?.essence == MediaType.lines
        else {
            return (bodyBytesMax, false)
        }
        return (lineStreamBytesMax, true)
    }

    /// No body, 30 seconds.
    package static let reading = RouteLimits(bodyBytesMax: 0)
    /// A body of 1 MiB, 30 seconds.
    package static let standard = RouteLimits()
    /// No body; the handler waits and ends by itself.
    package static let waiting = RouteLimits(bodyBytesMax: 0, timeout: nil)
}

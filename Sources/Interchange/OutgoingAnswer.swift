/// What a server answered, whole and within its limit.
package struct OutgoingAnswer: Sendable {
    /// The status, as 200.
    package let status: Int
    /// The media type in lowercase without parameters.
    package let mediaType: String?
    package let body: [UInt8]
    /// After how many seconds the server wants to be asked again, as far as it says so in a number.
    package let retryAfterSeconds: Int64?

    /// How long a server can keep this program waiting at most, in seconds.
    package static let retryAfterSecondsMax: Int64 = 3600

    package init(status: Int, mediaType: String?, body: [UInt8], retryAfter: String? = nil) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
        retryAfterSeconds = retryAfter.flatMap(Int64.init).flatMap { seconds in
            seconds < 0 ? nil : min(seconds, Self.retryAfterSecondsMax)
        }
    }

    /// Whether the server did what it was asked.
    package var isSuccess: Bool { (200..<300).contains(status) }
}

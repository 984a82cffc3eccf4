/// What a server answered, whole and within its limit.
package struct OutgoingAnswer: Sendable {
    /// The status, as 200.
    package let status: Int
    /// The media type in lowercase without parameters.
    package let mediaType: String?
    package let body: [UInt8]

    package init(status: Int, mediaType: String?, body: [UInt8]) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
    }

    /// Whether the server did what it was asked.
    package var isSuccess: Bool { (200..<300).contains(status) }
}

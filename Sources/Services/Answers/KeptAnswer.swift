import Cooperation

/// An act that was done under a word of its caller's choice, so that a repeat does nothing and is answered alike.
package struct KeptAnswer: Sendable, Hashable {
    /// How long it is kept.
    package static let keepingTime = Seconds.hours(24)

    /// What was answered.
    package struct Content: Sendable, Hashable {
        /// The status of HTTP.
        package let status: Int
        /// Where that which was made is, if anything was.
        package let location: String?
        /// What the body is.
        package let mediaType: String?
        /// The body, as text.
        package let body: String

        package init(status: Int, location: String?, mediaType: String?, body: String) {
            self.status = status
            self.location = location
            self.mediaType = mediaType
            self.body = body
        }
    }

    /// The key that asked.
    package let key: ID<Key>
    /// The word that it chose.
    package let word: String
    /// The HMAC-SHA256 of all that was asked, with a key that the node alone has, in hexadecimal; the plain SHA-256 in what an
    /// older program kept.
    package let requestDigest: String
    /// When it was done.
    package let time: Timestamp
    /// `nil` where the act was done and its answer is not known any more: texts were erased since, or it was no answer to
    /// the act's own transaction and the node stopped before it was there.
    package let content: Content?

    package init(key: ID<Key>, word: String, requestDigest: String, time: Timestamp, content: Content?) {
        self.key = key
        self.word = word
        self.requestDigest = requestDigest
        self.time = time
        self.content = content
    }

    /// Whether a repeat is still known at a moment.
    package func isKept(at now: Timestamp) -> Bool { now < time + Self.keepingTime }
}

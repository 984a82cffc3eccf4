/// Why a delivery was not taken.
public struct WebhookFailure: Sendable, Hashable {
    /// The kind of reason.
    public enum Reason: String, Codable, CaseIterable, Sendable {
        /// Nothing is sent to that address: it leads into a network that is not allowed, or is not encrypted.
        case notAllowed
        /// No connection came about, or it ended before the answer did.
        case unreachable
        /// The connection could not be encrypted, or the certificate is not trusted.
        case notTrusted
        /// No answer came in time.
        case timedOut
        /// What came was no answer, or too long a one.
        case malformed
        /// The receiver answered with another status than one of success.
        case refused
        /// The webhook was switched off or removed while it waited.
        case switchedOff
    }

    /// The kind of reason.
    public let reason: Reason
    /// The status that the receiver answered with, where it answered.
    public let status: Int?

    /// Makes a failure.
    public init(_ reason: Reason, status: Int? = nil) {
        self.reason = reason
        self.status = status
    }
}

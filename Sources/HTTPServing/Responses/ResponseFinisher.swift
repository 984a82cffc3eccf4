import HTTPTypes
import Synchronization

/// Adds to every answer what every answer has.
final class ResponseFinisher: Sendable {
    /// A year, and for this name alone: others of its domain may not be the operator's to speak for.
    private static let remembersTLS = "max-age=31536000"

    private let isEncrypted: Bool
    private let wallClockSeconds: @Sendable () -> Int64
    private let date: Mutex<(seconds: Int64, text: String)>

    init(isEncrypted: Bool, wallClockSeconds: @escaping @Sendable () -> Int64) {
        self.isEncrypted = isEncrypted
        self.wallClockSeconds = wallClockSeconds
        let seconds = wallClockSeconds()
        date = Mutex((seconds, HTTPDate.text(secondsSince1970: seconds)))
    }

    /// Completes the header.
    ///
    /// - Parameters:
    ///   - response: What the handler gave; a Content-Security-Policy, Referrer-Policy or Cache-Control of
    ///     its own stays.
    ///   - requestID: The id of the request.
    ///   - closes: Whether the connection ends with this answer.
    /// - Returns: The head to send.
    func head(_ response: OutgoingResponse, requestID: String, closes: Bool) -> HTTPResponse {
        var fields = response.headerFields
        fields[.date] = dateText()
        fields[.perisaiRequestID] = requestID
        fields[.xContentTypeOptions] = "nosniff"
        if isEncrypted { fields[.strictTransportSecurity] = Self.remembersTLS }
        if fields[.referrerPolicy] == nil { fields[.referrerPolicy] = "no-referrer" }
        if fields[.contentSecurityPolicy] == nil {
            fields[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        }
        if fields[.cacheControl] == nil { fields[.cacheControl] = CachePolicy.never.headerValue }
        if case .bytes(let bytes) = response.body, response.status != .noContent {
            fields[.contentLength] = String(bytes.count)
        }
        if closes { fields[.connection] = "close" }
        return HTTPResponse(status: response.status, headerFields: fields)
    }

    private func dateText() -> String {
        let now = wallClockSeconds()
        return date.withLock { date in
            if date.seconds != now { date = (now, HTTPDate.text(secondsSince1970: now)) }
            return date.text
        }
    }
}

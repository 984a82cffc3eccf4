import CanonicalJSON
import HTTPTypes

extension Problem {
    /// The media type of a problem.
    package static let mediaType = "application/problem+json"

    /// The document that the client receives.
    ///
    /// - Parameter requestID: The id of the request, which becomes `instance` and leads to the line in the log.
    /// - Returns: An object with `type`, `title`, `status`, `detail`, `code` and `instance`, and where they apply
    ///   `errors` and `retryAfter` (seconds).
    package func json(requestID: String) -> JSONValue {
        var members: [String: JSONValue] = [
            "type": .string("/problems/\(code.rawValue)"),
            "title": .string(title),
            "status": .integer(Int64(status.code)),
            "detail": .string(detail),
            "code": .string(code.rawValue),
            "instance": .string(requestID),
        ]
        if !invalidFields.isEmpty {
            members["errors"] = .array(
                invalidFields.map { .object(["pointer": .string($0.pointer), "detail": .string($0.detail)]) }
            )
        }
        if let retryAfterSeconds { members["retryAfter"] = .integer(Int64(retryAfterSeconds)) }
        return .object(members)
    }

    /// The answer that carries the problem.
    package func response(requestID: String) -> OutgoingResponse {
        var fields = headerFields
        if let retryAfterSeconds { fields[.retryAfter] = String(retryAfterSeconds) }
        fields[.contentType] = Self.mediaType
        return OutgoingResponse(
            status: status,
            headerFields: fields,
            body: .bytes(json(requestID: requestID).canonicalBytes)
        )
    }
}

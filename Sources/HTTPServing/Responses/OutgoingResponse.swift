import CanonicalJSON
import HTTPTypes

/// One answer as a handler gives it.
///
/// The security headers, the date and the request id are added on the way out.
package struct OutgoingResponse: Sendable {
    package enum Body: Sendable {
        case bytes([UInt8])
        /// Written piece by piece, without a length in the header. The connection breaks off when it throws, so that
        /// the client sees that the end is missing.
        case stream(@Sendable (inout ResponseStream) async throws -> Void)
    }

    package var status: HTTPResponse.Status
    package var headerFields: HTTPFields
    package var body: Body

    package init(status: HTTPResponse.Status, headerFields: HTTPFields = [:], body: Body = .bytes([])) {
        self.status = status
        self.headerFields = headerFields
        self.body = body
    }

    /// Answers with JSON in its canonical form (RFC 8785), so that equal answers are equal bytes.
    package static func json(
        _ value: JSONValue,
        status: HTTPResponse.Status = .ok,
        cache: CachePolicy = .never
    ) -> OutgoingResponse {
        bytes(value.canonicalBytes, MediaType.json, status: status, cache: cache)
    }

    /// Answers with a wire type as canonical JSON.
    ///
    /// - Throws: `JSONError` when the value has no JSON form, such as a fraction: a mistake of the program.
    package static func json(
        encoding value: some Encodable,
        status: HTTPResponse.Status = .ok,
        cache: CachePolicy = .never
    ) throws(JSONError) -> OutgoingResponse {
        json(try JSONValueEncoder().encode(value), status: status, cache: cache)
    }

    /// Answers 201 with the path of what was made.
    package static func created(_ location: String, _ value: JSONValue) -> OutgoingResponse {
        var response = json(value, status: .created)
        response.headerFields[.location] = location
        return response
    }

    /// Answers 204.
    package static let noContent = OutgoingResponse(status: .noContent)

    /// Answers with bytes of a media type.
    package static func bytes(
        _ bytes: [UInt8],
        _ mediaType: String,
        status: HTTPResponse.Status = .ok,
        cache: CachePolicy = .never
    ) -> OutgoingResponse {
        var fields = HTTPFields()
        fields.reserveCapacity(10)
        fields[.contentType] = mediaType
        fields[.cacheControl] = cache.headerValue
        return OutgoingResponse(status: status, headerFields: fields, body: .bytes(bytes))
    }

    /// Answers with UTF-8 text.
    package static func text(
        _ text: String,
        _ mediaType: String = "text/plain; charset=utf-8",
        cache: CachePolicy = .never
    ) -> OutgoingResponse {
        bytes(Array(text.utf8), mediaType, cache: cache)
    }

    /// Answers piece by piece; the route must say that it streams.
    package static func stream(
        _ mediaType: String,
        _ write: @escaping @Sendable (inout ResponseStream) async throws -> Void
    ) -> OutgoingResponse {
        var response = bytes([], mediaType)
        response.body = .stream(write)
        return response
    }
}

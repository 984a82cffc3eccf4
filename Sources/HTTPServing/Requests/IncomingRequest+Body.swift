import CanonicalJSON
import HTTPTypes
import NIOCore

extension IncomingRequest {
    /// Whether the request announces a body.
    package var hasBody: Bool { bodySource != nil }

    /// How many bytes the body is announced with, or may have where that can't be told before.
    package var bytesToCome: Int {
        guard hasBody else { return 0 }
        guard headerFields[.transferEncoding] == nil else { return bodyBytesMax }
        return headerFields[.contentLength].flatMap { Int($0) } ?? bodyBytesMax
    }

    /// Tells a client that waits for it to send the body now; reading does that by itself.
    package func giveLeaveToSend() { bodySource?.giveLeaveToSend() }

    /// Whether the body is one object a line, as its type says.
    ///
    /// - Throws: As ``contentType()``.
    package func bringsLines() throws(Problem) -> Bool { try contentType()?.essence == MediaType.lines }

    /// Hands the body over piece by piece, so that none of it needs to be held.
    ///
    /// - Parameters:
    ///   - bytesMax: The most bytes, if less than the route's limit.
    ///   - consume: Takes each piece; the next is read after it returns.
    /// - Throws: ``Problem`` when there is more than the limit, or when the client left in the middle.
    package func forEachChunk(
        bytesMax: Int? = nil,
        _ consume: (ByteBuffer) async throws -> Void
    ) async throws {
        guard let bodyObserver else {
            try await bodySource?.forEachChunk(bytesMax: min(bytesMax ?? bodyBytesMax, bodyBytesMax), consume)
            return
        }
        try await bodySource?.forEachChunk(bytesMax: min(bytesMax ?? bodyBytesMax, bodyBytesMax)) { chunk in
            bodyObserver(Array(chunk.readableBytesView))
            try await consume(chunk)
        }
    }

    /// Reads the whole body.
    ///
    /// - Parameter bytesMax: The most bytes, if less than the route's limit.
    /// - Returns: The bytes; none where there is no body.
    /// - Throws: As ``forEachChunk(bytesMax:_:)``.
    package func readBytes(bytesMax: Int? = nil) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await forEachChunk(bytesMax: bytesMax) { bytes.append(contentsOf: $0.readableBytesView) }
        return bytes
    }

    /// Reads a JSON body.
    ///
    /// - Parameter bytesMax: The most bytes, if less than the route's limit.
    /// - Returns: The value.
    /// - Throws: ``Problem`` `unsupported-media-type` unless it is `application/json` in UTF-8, `malformed-json`, and as
    ///   ``forEachChunk(bytesMax:_:)``.
    package func readJSON(bytesMax: Int? = nil) async throws -> JSONValue {
        guard
            let type = try contentType(),
            type.essence == MediaType.json,
            type.parameters["charset"].map({ $0.lowercased() == "utf-8" }) ?? true
        else { throw Problem.unsupportedMediaType(expected: MediaType.json) }
        let bytes = try await readBytes(bytesMax: bytesMax)
        do {
            return try JSONValue(parsing: bytes, limits: JSONLimits(bytesMax: bodyBytesMax))
        } catch {
            throw Problem(error)
        }
    }

    /// Reads a JSON body as a wire type.
    ///
    /// - Parameters:
    ///   - type: The wire type; fields that it does not know are refused.
    ///   - bytesMax: The most bytes, if less than the route's limit.
    /// - Returns: The value.
    /// - Throws: As ``readJSON(bytesMax:)``, and ``Problem`` `invalid-request` that points at the field.
    package func readJSON<Value: Decodable>(as type: Value.Type, bytesMax: Int? = nil) async throws -> Value {
        let value = try await readJSON(bytesMax: bytesMax)
        do {
            return try JSONValueDecoder().decode(type, from: value)
        } catch {
            throw Problem(error)
        }
    }
}

/// The fields of a form that a browser sent as `application/x-www-form-urlencoded`: each known, each at most once.
package struct FormFields: Sendable {
    private let query: Query

    /// The text of a field as it was sent, with the line breaks of a text as `\n`; empty where it is absent.
    package subscript(name: String) -> String { (query[name] ?? "").replacing("\r\n", with: "\n") }

    fileprivate init(_ query: Query) {
        self.query = query
    }
}

extension IncomingRequest {
    /// Reads a form.
    ///
    /// - Parameter names: the fields that are known; any other is refused.
    /// - Returns: the fields that came.
    /// - Throws: ``Problem`` `unsupported-media-type`, `invalid-request`, and as ``forEachChunk(bytesMax:_:)``.
    package func readFields(knowing names: Set<String>) async throws -> FormFields {
        guard try contentType()?.essence == MediaType.formURLEncoded else {
            throw Problem.unsupportedMediaType(expected: MediaType.formURLEncoded)
        }
        return try Self.fields(in: try await readBytes(), knowing: names)
    }

    /// Reads a form that bears a token, if it bears the right one: nothing else of it is looked at before.
    ///
    /// - Parameters:
    ///   - names: the fields that are known besides `token`; any other is refused.
    ///   - token: the token, of characters that no form encodes.
    ///   - check: what is asked between the token and the rest.
    /// - Returns: the fields that came; `nil` for a form that bears no token, another or two, or is of another type.
    /// - Throws: ``Problem`` `invalid-request`, as ``forEachChunk(bytesMax:_:)``, and what `check` throws.
    package func readFields(
        knowing names: Set<String>,
        bearing token: String,
        then check: () async throws -> Void
    ) async throws -> FormFields? {
        guard (try? contentType()?.essence) == MediaType.formURLEncoded else { return nil }
        let bytes = try await readBytes()
        let tokens = bytes.split(separator: UInt8(ascii: "&")).filter { $0.starts(with: "token=".utf8) }
        guard tokens.count == 1, tokens[0].dropFirst("token=".utf8.count).elementsEqual(token.utf8) else { return nil }
        try await check()
        return try Self.fields(in: bytes, knowing: names.union(["token"]))
    }

    private static func fields(in bytes: [UInt8], knowing names: Set<String>) throws -> FormFields {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem.invalidRequest("The form is not UTF-8 text.")
        }
        return FormFields(try Query(parsing: text[...], knowing: names, allowsLines: true))
    }
}

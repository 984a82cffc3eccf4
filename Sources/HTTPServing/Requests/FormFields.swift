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
        guard let text = String(validating: try await readBytes(), as: UTF8.self) else {
            throw Problem.invalidRequest("The form is not UTF-8 text.")
        }
        return FormFields(try Query(parsing: text[...], knowing: names, allowsLines: true))
    }
}

/// Why bytes are not the multipart/form-data that is accepted here.
package struct MultipartError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reason, for programs.
    package enum Code: String, Hashable, Sendable {
        case badBoundary
        case noOpeningDelimiter
        case malformedDelimiter
        case malformedHeaders
        case headersTooLarge
        case notFormData
        case nameTooLong
        case tooManyParts
        case bytesAfterEnd
        case truncated
    }

    package let code: Code
    /// What was wrong and what is expected; holds nothing of what was sent.
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

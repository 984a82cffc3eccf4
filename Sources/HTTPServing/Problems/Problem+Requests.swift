import CanonicalJSON
import HTTPTypes

// What can be wrong with a request before anybody looks at what it asks.
extension Problem {
    package static let notFound = Problem(
        .notFound,
        status: .notFound,
        title: "Nothing is here",
        detail: "No such path. Check it against the API description; paths have no trailing slash."
    )

    package static func methodNotAllowed(allow: String) -> Problem {
        Problem(
            .methodNotAllowed,
            status: .methodNotAllowed,
            title: "Method not allowed",
            detail: "This path answers only to: \(allow).",
            headerFields: [.allow: allow]
        )
    }

    package static func malformedRequest(_ detail: String) -> Problem {
        Problem(.malformedRequest, status: .badRequest, title: "Not an HTTP request", detail: detail)
    }

    package static func bodyTooLarge(bytesMax: Int) -> Problem {
        Problem(
            .bodyTooLarge,
            status: .contentTooLarge,
            title: "Body too large",
            detail: "The body may have at most \(bytesMax) bytes here."
        )
    }

    package static func unsupportedMediaType(expected: String) -> Problem {
        Problem(
            .unsupportedMediaType,
            status: .unsupportedMediaType,
            title: "Unsupported media type",
            detail: "Send the body with Content-Type: \(expected).",
            headerFields: [.accept: expected]
        )
    }

    package static let unsupportedContentEncoding = Problem(
        .unsupportedContentEncoding,
        status: .unsupportedMediaType,
        title: "Unsupported content encoding",
        detail: "Send the body as it is, without Content-Encoding.",
        headerFields: [.acceptEncoding: "identity"]
    )

    /// Says that a request was understood but holds something that cannot be accepted.
    package static func invalidRequest(_ detail: String, _ fields: [InvalidField] = []) -> Problem {
        Problem(
            .invalidRequest,
            status: .badRequest,
            title: "Invalid request",
            detail: detail,
            invalidFields: fields
        )
    }

    /// Says which one parameter or field cannot be accepted.
    package static func invalidField(_ pointer: String, _ detail: String) -> Problem {
        invalidRequest(
            "One part of the request cannot be accepted; see errors.",
            [
                InvalidField(pointer: pointer, detail: detail)
            ]
        )
    }

    /// Translates what the JSON reader found: a broken text, or a field that is wrong.
    package init(_ error: JSONError) {
        if let pointer = error.pointer {
            self = .invalidField(pointer, error.message)
        } else {
            self.init(
                .malformedJSON,
                status: .badRequest,
                title: "Not acceptable JSON",
                detail: error.description
            )
        }
    }

    package init(_ error: MultipartError) {
        self.init(
            .malformedMultipart,
            status: .badRequest,
            title: "Not acceptable multipart/form-data",
            detail: error.description
        )
    }

    package init(_ error: LineError) {
        switch error.code {
        case .lineTooLong:
            self.init(
                "line-too-long",
                status: .contentTooLarge,
                title: "Line too long",
                detail: "Line \(error.number) is too long: a line may have at most \(error.limits.lineBytesMax) bytes. "
                    + "The lines before it are done; send the rest in another body."
            )
        case .tooManyLines:
            self.init(
                "too-many-lines",
                status: .contentTooLarge,
                title: "Too many lines",
                detail:
                    "A body may have at most \(error.limits.linesMax) lines. Those before are done; send the rest in another."
            )
        }
    }
}

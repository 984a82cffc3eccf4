/// The stable name of one kind of problem, such as `body-too-large`: what a client program switches on.
///
/// Codes may be added at any time and are never renamed; an edge adds its own as static members.
package struct ProblemCode: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(stringLiteral value: String) {
        self.rawValue = value
    }

    package var description: String { rawValue }
}

extension ProblemCode {
    package static let notFound: ProblemCode = "not-found"
    package static let methodNotAllowed: ProblemCode = "method-not-allowed"
    package static let keyRequired: ProblemCode = "key-required"
    package static let keyNotValid: ProblemCode = "key-not-valid"
    package static let forbidden: ProblemCode = "forbidden"
    package static let malformedRequest: ProblemCode = "malformed-request"
    package static let malformedJSON: ProblemCode = "malformed-json"
    package static let malformedMultipart: ProblemCode = "malformed-multipart"
    package static let invalidRequest: ProblemCode = "invalid-request"
    package static let bodyTooLarge: ProblemCode = "body-too-large"
    package static let unsupportedMediaType: ProblemCode = "unsupported-media-type"
    package static let unsupportedContentEncoding: ProblemCode = "unsupported-content-encoding"
    package static let rateLimited: ProblemCode = "rate-limited"
    package static let tooManyRequestsAtOnce: ProblemCode = "too-many-requests-at-once"
    package static let tooManyFailedAuthentications: ProblemCode = "too-many-failed-authentications"
    package static let overloaded: ProblemCode = "overloaded"
    package static let timedOut: ProblemCode = "timed-out"
    package static let internalError: ProblemCode = "internal-error"
}

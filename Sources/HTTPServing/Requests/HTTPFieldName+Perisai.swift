import HTTPTypes

extension HTTPField.Name {
    /// The id of a request, in its answer and in the log.
    package static let perisaiRequestID = perisai("Perisai-Request-Id")
    static let contentSecurityPolicy = perisai("Content-Security-Policy")
    package static let referrerPolicy = perisai("Referrer-Policy")
    static let xContentTypeOptions = perisai("X-Content-Type-Options")

    /// A name that is known to be one; an unexpected refusal gives a name that no one reads.
    static func perisai(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .trailer
    }
}

import HTTPTypes

// Who may come in, how much at once, and what is the node's own fault.
extension Problem {
    package static let keyRequired = Problem(
        .keyRequired,
        status: .unauthorized,
        title: "Key required",
        detail: "Send a key in the header: Authorization: Bearer <key>.",
        headerFields: [.wwwAuthenticate: "Bearer realm=\"perisai\""]
    )

    /// One answer for unknown, revoked and expired keys, so that nobody learns which it was.
    package static let keyNotValid = Problem(
        .keyNotValid,
        status: .unauthorized,
        title: "Key not valid",
        detail: "This key is not known here or is no longer valid. Ask an administrator of your organisation.",
        headerFields: [.wwwAuthenticate: "Bearer realm=\"perisai\", error=\"invalid_token\""]
    )

    package static let malformedAuthorization = Problem(
        .keyNotValid,
        status: .unauthorized,
        title: "Key not valid",
        detail: "The Authorization header must be one: Bearer, one space, the key as it was shown.",
        headerFields: [.wwwAuthenticate: "Bearer realm=\"perisai\", error=\"invalid_request\""]
    )

    package static func forbidden(_ detail: String) -> Problem {
        Problem(.forbidden, status: .forbidden, title: "Not allowed", detail: detail)
    }

    package static func rateLimited(retryAfterSeconds: Int) -> Problem {
        Problem(
            .rateLimited,
            status: .tooManyRequests,
            title: "Too many requests",
            detail: "More requests came than the limit for one key or address. Wait as Retry-After says.",
            retryAfterSeconds: retryAfterSeconds
        )
    }

    package static let tooManyRequestsAtOnce = Problem(
        .tooManyRequestsAtOnce,
        status: .tooManyRequests,
        title: "Too many requests at once",
        detail: "This key or address has as many requests open, or files on their way, as it may. Wait for one to end.",
        retryAfterSeconds: 1
    )

    package static func tooManyFailedAuthentications(retryAfterSeconds: Int) -> Problem {
        Problem(
            .tooManyFailedAuthentications,
            status: .tooManyRequests,
            title: "Too many failed authentications",
            detail: "Too many keys from this address were not valid. Wait as Retry-After says.",
            retryAfterSeconds: retryAfterSeconds
        )
    }

    package static let overloaded = Problem(
        .overloaded,
        status: .serviceUnavailable,
        title: "Overloaded",
        detail: "The node has as much in hand as it may. Nothing was done; try again.",
        retryAfterSeconds: 1
    )

    package static let timedOut = Problem(
        .timedOut,
        status: .serviceUnavailable,
        title: "Timed out",
        detail: "The answer was not ready in time. Read the state before you repeat an act.",
        retryAfterSeconds: 1
    )

    /// What every unknown error becomes: the log has the rest, under the request's id.
    package static let internalError = Problem(
        .internalError,
        status: .internalServerError,
        title: "Internal error",
        detail: "The node failed. Tell its operator the instance, which is the request's id in the log."
    )
}

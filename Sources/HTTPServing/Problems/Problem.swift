import HTTPTypes

/// Why a request was not answered as asked, as its client will read it (RFC 9457).
///
/// Everything in it leaves the node: it never holds internals, content, keys or hashes.
package struct Problem: Error, Hashable, Sendable {
    /// What a program switches on.
    ///
    /// The `type` on the wire is `/problems/<code>`.
    package var code: ProblemCode
    /// The status that the answer carries.
    package var status: HTTPResponse.Status
    /// The kind of problem in a few words, the same for every occurrence.
    package var title: String
    /// What happened this time and what to do.
    package var detail: String
    /// The parts of the request that were refused, if that can be said.
    package var invalidFields: [InvalidField]
    /// After how many seconds the same request may succeed.
    package var retryAfterSeconds: Int?
    /// Header fields that belong to the answer, such as `Allow`.
    package var headerFields: HTTPFields

    package init(
        _ code: ProblemCode,
        status: HTTPResponse.Status,
        title: String,
        detail: String,
        invalidFields: [InvalidField] = [],
        retryAfterSeconds: Int? = nil,
        headerFields: HTTPFields = [:]
    ) {
        self.code = code
        self.status = status
        self.title = title
        self.detail = detail
        self.invalidFields = invalidFields
        self.retryAfterSeconds = retryAfterSeconds
        self.headerFields = headerFields
    }
}

extension Problem: CustomStringConvertible {
    /// The code and the status, safe to log.
    package var description: String { "Problem.\(code) (\(status.code))" }
}

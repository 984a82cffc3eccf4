import CanonicalJSON
import NIOHTTP1

/// What the door answered.
struct Answer: Sendable {
    let status: Int
    private let headers: HTTPHeaders
    let body: [UInt8]

    init(status: Int, headers: HTTPHeaders, body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    var json: JSONValue? { try? JSONValue(parsing: body) }
    /// The code of a problem.
    var code: String? { json?["code"]?.stringValue }
    /// Where the first refused part of the request is.
    var pointer: String? { json?["errors"]?.arrayValue?.first?["pointer"]?.stringValue }
    /// What is wrong with it.
    var fieldDetail: String? { json?["errors"]?.arrayValue?.first?["detail"]?.stringValue }
    var isProblem: Bool { header("Content-Type") == "application/problem+json" }

    func header(_ name: String) -> String? { headers.first(name: name) }
}

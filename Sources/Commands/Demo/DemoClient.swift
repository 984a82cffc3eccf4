import CanonicalJSON
import Cooperation

/// Talks to one node as a client would: over HTTP, with a key.
struct DemoClient: Sendable {
    let tools: any DemoTools
    /// The node's address, as `http://127.0.0.1:8480`.
    let address: String

    /// Asks for JSON.
    ///
    /// - Throws: `CommandFailure` with the node's own words where the answer is no success.
    @discardableResult
    func call(_ method: String, _ path: String, key: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        try await json(
            method,
            path,
            try await tools.send(
                method,
                address + path,
                key: key,
                contentType: body == nil ? nil : "application/json",
                body: body?.canonicalBytes
            )
        )
    }

    /// Asks without a key.
    ///
    /// - Returns: the status, and the answer as JSON.
    func open(
        _ method: String,
        _ path: String,
        _ body: JSONValue? = nil
    ) async throws -> (status: Int, value: JSONValue) {
        let answer = try await tools.send(
            method,
            address + path,
            key: nil,
            contentType: body == nil ? nil : "application/json",
            body: body?.canonicalBytes
        )
        return (answer.status, try JSONValue(parsing: answer.body))
    }

    /// Asks for what is to be refused.
    ///
    /// - Returns: the code of the refusal; `nil` where it was taken.
    func refusal(_ method: String, _ path: String, key: String, _ body: JSONValue) async throws -> String? {
        let answer = try await tools.send(
            method,
            address + path,
            key: key,
            contentType: "application/json",
            body: body.canonicalBytes
        )
        return (200..<300).contains(answer.status) ? nil : try JSONValue(parsing: answer.body)["code"]?.stringValue
    }

    /// Sends a file.
    func upload(_ path: String, key: String, _ file: [UInt8]) async throws -> JSONValue {
        try await json(
            "POST",
            path,
            try await tools.send("POST", address + path, key: key, contentType: "application/octet-stream", body: file)
        )
    }

    /// Brings a file to its place.
    ///
    /// - Returns: the answer, whatever its status.
    func put(_ path: String, key: String, _ file: [UInt8]) async throws -> APIAnswer {
        try await tools.send("PUT", address + path, key: key, contentType: "application/octet-stream", body: file)
    }

    /// Checks a file, together with what the platform tells about the post.
    func check(file: [UInt8], of context: JSONValue, key: String) async throws -> JSONValue {
        let boundary = "perisai-demo"
        let body =
            Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"context\"\r\n\r\n".utf8)
            + context.canonicalBytes
            + Array(
                """
                \r\n--\(boundary)\r\nContent-Disposition: form-data; name="file"; filename="copy.jpg"\r\n\
                Content-Type: image/jpeg\r\n\r\n
                """.utf8
            ) + file + Array("\r\n--\(boundary)--\r\n".utf8)
        let path = "/v1/checks"
        return try await json(
            "POST",
            path,
            try await tools.send(
                "POST",
                address + path,
                key: key,
                contentType: "multipart/form-data; boundary=\(boundary)",
                body: body
            )
        )
    }

    /// Checks a file; `nil` for one that the node could not look at, as a folder of photographs may hold.
    func check(file: [UInt8], key: String) async throws -> JSONValue? {
        let path = "/v1/checks"
        let answer = try await tools.send(
            "POST",
            address + path,
            key: key,
            contentType: "application/octet-stream",
            body: file
        )
        let code = try? JSONValue(parsing: answer.body)["code"]?.stringValue
        if let code, Self.unreadable.contains(code) { return nil }
        return try await json("POST", path, answer)
    }

    private static let unreadable = ["unreadable-media", "unsupported-media", "media-too-large", "media-timeout"]

    /// Fetches bytes that anyone may read, or that need a key.
    func bytes(_ path: String, key: String? = nil) async throws -> APIAnswer {
        try await tools.send("GET", address + path, key: key, contentType: nil, body: nil)
    }

    private func json(_ method: String, _ path: String, _ answer: APIAnswer) async throws -> JSONValue {
        let value = answer.body.isEmpty ? JSONValue.null : try JSONValue(parsing: answer.body)
        guard (200..<300).contains(answer.status) else {
            let detail = value["detail"]?.stringValue ?? "no detail"
            throw CommandFailure("\(method) \(path) was answered with \(answer.status): \(detail)")
        }
        return value
    }
}

extension JSONValue {
    /// A member that the API always gives.
    func text(_ key: String) throws -> String {
        guard let text = self[key]?.stringValue else {
            throw CommandFailure("An answer of the node has no \(key).")
        }
        return text
    }
}

import AsyncHTTPClient
import CanonicalJSON
import NIOCore
import NIOHTTP1

/// Speaks to a node over a socket, as a client of the API does.
struct NodeClient: Sendable {
    private static let patience = TimeAmount.seconds(60)
    private static let answerBytesMax = 64 << 20

    /// Learns at once that nobody listens; kept until the tests end.
    static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    let address: String
    let key: String?

    init(_ address: String, key: String? = nil) {
        self.address = address
        self.key = key
    }

    /// What came back.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let bytes: [UInt8]

        var json: JSONValue {
            get throws { try JSONValue(parsing: bytes) }
        }
    }

    /// A call that had to succeed did not.
    struct Unexpected: Error {
        let call: String
        let status: Int
        let text: String
    }

    /// Asks, whatever comes back.
    func ask(
        _ method: String,
        _ path: String,
        _ body: JSONValue? = nil,
        bytes: [UInt8]? = nil,
        contentType: String = "application/json"
    ) async throws -> Answer {
        var request = self.request(method, path)
        if let content = body?.canonicalBytes ?? bytes {
            request.headers.add(name: "Content-Type", value: contentType)
            request.body = .bytes(ByteBuffer(bytes: content))
        }
        let answer = try await Self.client.execute(request, timeout: Self.patience)
        let collected = try await answer.body.collect(upTo: Self.answerBytesMax)
        return Answer(
            status: Int(answer.status.code),
            headers: answer.headers,
            bytes: Array(collected.readableBytesView)
        )
    }

    /// The beginning of a request.
    func request(_ method: String, _ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address + path)
        request.method = HTTPMethod(rawValue: method)
        if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
        return request
    }

    /// Asks for something that must succeed.
    @discardableResult
    func call(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        let answer = try await ask(method, path, body)
        guard (200..<300).contains(answer.status) else {
            throw Unexpected(
                call: "\(method) \(path)",
                status: answer.status,
                text: String(decoding: answer.bytes, as: UTF8.self)
            )
        }
        return answer.bytes.isEmpty ? .null : try answer.json
    }

    /// All entries of a list, page by page.
    func list(_ path: String) async throws -> [JSONValue] {
        var items: [JSONValue] = []
        var cursor: String?
        repeat {
            let page = try await call("GET", path + "?limit=1000" + (cursor.map { "&cursor=\($0)" } ?? ""))
            items += page["items"]?.arrayValue ?? []
            cursor = page["cursor"]?.stringValue
        } while cursor != nil
        return items
    }

    /// The journal as far as it is open to the reader, each event with its fields by name.
    func events() async throws -> [[String: JSONValue]] {
        var events: [JSONValue] = []
        var cursor: String?
        var isOver = false
        // A busy node gives short pages; only an empty one that leads nowhere is the last.
        while !isOver {
            let page = try await call("GET", "/v1/events?limit=500" + (cursor.map { "&cursor=\($0)" } ?? ""))
            let next = page["cursor"]?.stringValue
            let more = page["events"]?.arrayValue ?? []
            isOver = more.isEmpty && next == cursor
            events += more
            cursor = next
        }
        return events.map { event in
            let pairs = (event["fields"]?.arrayValue ?? []).map {
                ($0["name"]?.stringValue ?? "", $0["value"] ?? .null)
            }
            return Dictionary(pairs) { first, _ in first }
        }
    }

    /// The same node with another key.
    func with(key: String) -> NodeClient { NodeClient(address, key: key) }

    /// Adds a person with a role and gives the secret of a key of theirs.
    func person(_ role: String, of organisation: String) async throws -> String {
        let person = try await call(
            "POST",
            "/v1/organisations/\(organisation)/people",
            ["name": .string("TEST \(role)"), "roles": [.string(role)]]
        )
        return try await key(role, of: organisation, person: person["id"])
    }

    /// Issues a key and gives its secret.
    func key(_ role: String, of organisation: String, person: JSONValue? = nil) async throws -> String {
        var body: [String: JSONValue] = ["role": .string(role)]
        body["person"] = person
        let key = try await call("POST", "/v1/organisations/\(organisation)/keys", .object(body))
        return key["secret"]?.stringValue ?? ""
    }
}

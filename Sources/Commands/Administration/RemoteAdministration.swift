import CanonicalJSON
import Cooperation

/// Acts through a node's API, with a key.
struct RemoteAdministration: Administration {
    let api: any APICalling
    let address: NodeAddress
    /// `nil` where nobody asks for one.
    let key: String?

    func ownOrganisation() async throws -> ID<Organisation> {
        guard let id = try await get("/status")["organisation"]?.stringValue.flatMap(ID<Organisation>.init(_:)) else {
            throw CommandFailure(
                "The node does not say whose key this is.",
                advice: "Name the organisation with --organisation."
            )
        }
        return id
    }

    func organisations() async throws -> [JSONValue] { try await list("/v1/organisations") }

    func organisation(_ id: ID<Organisation>) async throws -> JSONValue { try await get("/v1/organisations/\(id)") }

    func register(
        _ id: ID<Organisation>?,
        kind: OrganisationKind,
        name: String,
        interests: Interests?
    ) async throws -> JSONValue {
        var body: [String: JSONValue] = ["kind": .string(kind.rawValue), "name": .string(name)]
        body["id"] = id.map { .string($0.description) }
        body["interests"] = interests.map(\.json)
        return try await post("/v1/organisations", .object(body))
    }

    func changeStanding(
        of id: ID<Organisation>,
        to standing: Standing,
        reason: String,
        by person: ID<Person>?
    ) async throws -> JSONValue {
        try Self.requireNobody(person)
        return try await post(
            "/v1/organisations/\(id)/standing",
            ["standing": .string(standing.rawValue), "reason": .string(reason)]
        )
    }

    func people(of organisation: ID<Organisation>) async throws -> [JSONValue] {
        try await list("/v1/organisations/\(organisation)/people")
    }

    func addPerson(
        to organisation: ID<Organisation>,
        name: String,
        roles: [Role],
        languages: [String]
    ) async throws -> JSONValue {
        var body: [String: JSONValue] = [
            "name": .string(name), "roles": .array(roles.map { .string($0.rawValue) }),
        ]
        if !languages.isEmpty { body["languages"] = .array(languages.map { .string($0) }) }
        return try await post("/v1/organisations/\(organisation)/people", .object(body))
    }

    func changeLanguages(
        of id: ID<Person>,
        of organisation: ID<Organisation>,
        to languages: [String]
    ) async throws -> JSONValue {
        try await send(
            "PATCH",
            "/v1/organisations/\(organisation)/people/\(id)",
            ["languages": .array(languages.map { .string($0) })]
        )
    }

    func nameOfficer(
        _ officer: ID<Officer>,
        ofPerson id: ID<Person>,
        of organisation: ID<Organisation>
    ) async throws -> JSONValue {
        try await send(
            "PATCH",
            "/v1/organisations/\(organisation)/people/\(id)",
            ["officer": .string(officer.description)]
        )
    }

    func invitePerson(_ id: ID<Person>, of organisation: ID<Organisation>) async throws -> JSONValue {
        try await send("POST", "/v1/organisations/\(organisation)/people/\(id)/invitation", nil)
    }

    func closeLogin(of id: ID<Person>, in organisation: ID<Organisation>) async throws {
        _ = try await send("DELETE", "/v1/organisations/\(organisation)/people/\(id)/login", nil)
    }

    func erasePerson(_ id: ID<Person>, of organisation: ID<Organisation>) async throws -> JSONValue {
        try await send("DELETE", "/v1/organisations/\(organisation)/people/\(id)", nil)
    }

    func keys(of organisation: ID<Organisation>) async throws -> [JSONValue] {
        try await list("/v1/organisations/\(organisation)/keys")
    }

    func issueKey(
        for organisation: ID<Organisation>,
        role: Role,
        person: ID<Person>?,
        vouches: Bool,
        expiresAt: Timestamp?
    ) async throws -> JSONValue {
        var body: [String: JSONValue] = ["role": .string(role.rawValue)]
        body["person"] = person.map { .string($0.description) }
        if vouches { body["vouches"] = true }
        body["expiresAt"] = expiresAt.map { .string($0.description) }
        return try await post("/v1/organisations/\(organisation)/keys", .object(body))
    }

    func revokeKey(_ id: ID<Key>, of organisation: ID<Organisation>) async throws {
        _ = try await send("DELETE", "/v1/organisations/\(organisation)/keys/\(id)", nil)
    }

    func eraseTexts(
        at position: Int64,
        parts: [String],
        reason: String,
        by person: ID<Person>?
    ) async throws -> JSONValue {
        try Self.requireNobody(person)
        return try await post(
            "/v1/events/\(position)/erasure",
            ["parts": .array(parts.map { .string($0) }), "reason": .string(reason)]
        )
    }

    static func requireNobody(_ person: ID<Person>?) throws(CommandFailure) {
        guard person == nil else {
            throw CommandFailure("The key says who acts.", advice: "Leave --person out, or use that person's own key.")
        }
    }

    func exchanges() async throws -> [JSONValue] { try await list("/v1/exchanges") }

    func acknowledge(_ alarm: Exchange.Alarm, of id: ID<Exchange>, reason: String) async throws -> JSONValue {
        try await post(
            "/v1/exchanges/\(id)/acknowledgement",
            ["alarm": .string(alarm.rawValue), "reason": .string(reason)]
        )
    }

    /// All pages of a list.
    func list(_ path: String, _ filter: [String] = []) async throws -> [JSONValue] {
        var items: [JSONValue] = []
        var cursor: String?
        repeat {
            let query = (filter + (cursor.map { ["cursor=" + $0] } ?? [])).joined(separator: "&")
            let page = try await get(query.isEmpty ? path : path + "?" + query)
            guard let more = page["items"]?.arrayValue else { throw Self.unreadable }
            items += more
            cursor = page["cursor"]?.stringValue
        } while cursor != nil
        return items
    }

    func get(_ path: String) async throws -> JSONValue { try await send("GET", path, nil) }

    func post(_ path: String, _ body: JSONValue) async throws -> JSONValue {
        try await send("POST", path, body)
    }

    func send(_ method: String, _ path: String, _ body: JSONValue?) async throws -> JSONValue {
        try await answer(
            APIRequest(method: method, url: address.text + path, key: key, body: body?.canonicalBytes)
        )
    }

    /// Fetches something piece by piece, however long it is.
    func download(_ path: String, _ take: ([UInt8]) async throws -> Void) async throws {
        let answer = try await api.download(APIRequest(method: "GET", url: address.text + path, key: key), take)
        guard (200..<300).contains(answer.status) else {
            throw Self.refusal(status: answer.status, problem: try? JSONValue(parsing: answer.body))
        }
    }

    /// Sends a file as it is.
    func send(_ bytes: [UInt8], to path: String, method: String = "POST") async throws -> JSONValue {
        try await answer(
            APIRequest(
                method: method,
                url: address.text + path,
                key: key,
                body: bytes,
                contentType: "application/octet-stream"
            )
        )
    }

    /// Fetches a file as it is.
    func bytes(_ path: String) async throws -> [UInt8] {
        let answer = try await api.call(APIRequest(method: "GET", url: address.text + path, key: key))
        guard (200..<300).contains(answer.status) else {
            throw Self.refusal(status: answer.status, problem: try? JSONValue(parsing: answer.body))
        }
        return answer.body
    }

    /// Sends objects, one a line, and waits for the answers to all of them.
    ///
    /// - Returns: the answers; the last is `summary` or `error`.
    func sendLines(_ lines: [JSONValue], to path: String) async throws -> [JSONValue] {
        let answer = try await api.call(
            APIRequest(
                method: "POST",
                url: address.text + path,
                key: key,
                body: lines.flatMap { $0.canonicalBytes + [UInt8(ascii: "\n")] },
                contentType: "application/x-ndjson"
            )
        )
        guard (200..<300).contains(answer.status) else {
            throw Self.refusal(status: answer.status, problem: try? JSONValue(parsing: answer.body))
        }
        do throws(JSONError) {
            var answers: [JSONValue] = []
            for line in answer.body.split(separator: UInt8(ascii: "\n")) {
                answers.append(try JSONValue(parsing: Array(line)))
            }
            return answers
        } catch {
            throw Self.unreadable
        }
    }

    private func answer(_ request: APIRequest) async throws -> JSONValue {
        let answer = try await api.call(request)
        if (200..<300).contains(answer.status), answer.body.isEmpty { return .null }
        let value = try? JSONValue(parsing: answer.body)
        guard (200..<300).contains(answer.status) else { throw Self.refusal(status: answer.status, problem: value) }
        guard let value else { throw Self.unreadable }
        return value
    }

    static func refusal(status: Int, problem: JSONValue?) -> CommandFailure {
        guard let detail = problem?["detail"]?.stringValue, let code = problem?["code"]?.stringValue else {
            return CommandFailure("The node answered \(status).", advice: "Is this the address of a Perisai node?")
        }
        let fields = (problem?["errors"]?.arrayValue ?? []).compactMap { error in
            error["detail"]?.stringValue.map { "\(error["pointer"]?.stringValue ?? ""): \($0)" }
        }
        return CommandFailure("\(detail) (\(code))", advice: fields.isEmpty ? nil : fields.joined(separator: "; "))
    }

    static var unreadable: CommandFailure {
        CommandFailure("The answer can't be read.", advice: "Is this the address of a Perisai node?")
    }
}

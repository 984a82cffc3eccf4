import CanonicalJSON
import Cooperation
import HTTPAPI
import HTTPServing
import HTTPTypes
import Testing

/// What is misspelt is refused with a pointer to it, and never passed over.
@Suite struct `Strictness` {
    /// Someone who may ask for a route: of the node's own organisation where that can be.
    private static func token(
        for route: APIRoutes.APIRoute,
        at test: TestNode,
        _ members: [Organisation],
        in api: LiveAPI
    ) throws -> String? {
        guard let permission = route.permission else { return nil }
        let rule = AuthorisationRules.rule(for: permission)
        let candidates = [test.administrator.organisation] + members
        let organisation = try #require(candidates.first { rule.kinds.contains($0.kind) })
        let role = try #require(Role.allCases.first(where: rule.roles.contains))
        return api.callers.token(for: Caller(organisation, role, isPerson: true, isOnExchange: false))
    }

    /// A platform's node with an authority and a secretariat among its members, and everything that can be asked of it.
    private static func eachRoute(
        _ body: @escaping @Sendable (LiveAPI, APIRoutes.APIRoute, DescribedOperation, String?) async throws -> Void
    ) async throws {
        let test = try await TestNode(kind: .platform)
        let members = [try await test.member(.authority), try await test.member(.secretariat)]
        let routes = try APIRoutes(node: test.node, condition: { .ready }).all()
        let operations = try APIDescription.ofRepository().operations()
        try await LiveAPI.serving(test) { api in
            for route in routes {
                let operation = try #require(operations.first { $0.id == route.operationID })
                let token = try token(for: route, at: test, members, in: api)
                try await body(api, route, operation, token)
            }
        }
    }

    @Test func `an unknown query parameter is refused by every route, and the known ones are those described`()
        async throws
    {
        try await Self.eachRoute { api, route, operation, token in
            let path = route.emptyPath + "?TEST-unknown=1"
            let answer = try await api.answer(route.method.rawValue, path, token: token)
            #expect(answer.status == 400 && answer.code == "invalid-request", "\(operation.id)")
            #expect(answer.pointer == "TEST-unknown", "\(operation.id)")
            let described = operation.parameters(in: "query").sorted().joined(separator: ", ")
            let known = "Known: \(described.isEmpty ? "none" : described)."
            #expect(answer.fieldDetail?.hasSuffix(known) == true, "\(operation.id): \(answer.fieldDetail ?? "")")
        }
    }

    @Test func `a number out of the described range is refused with that range`() async throws {
        try await Self.eachRoute { api, route, operation, token in
            for (name, range) in operation.ranges {
                for number in [range.lowerBound - 1, range.upperBound + 1] {
                    let path = route.emptyPath + "?\(name)=\(number)"
                    let answer = try await api.answer(route.method.rawValue, path, token: token)
                    #expect(answer.status == 400 && answer.pointer == name, "\(operation.id) \(name)")
                    let words = "Must be a whole number from \(range.lowerBound) to \(range.upperBound)."
                    #expect(answer.fieldDetail == words, "\(operation.id) \(name)")
                }
            }
        }
    }

    @Test func `a query parameter that is not of its described form is refused`() async throws {
        try await Self.eachRoute { api, route, operation, token in
            for parameter in operation.parameters where parameter.place == "query" {
                guard parameter.schema["pattern"] != nil || parameter.schema["enum"] != nil else { continue }
                for text in ["", "%C3%BC", "-"] {
                    let path = route.emptyPath + "?\(parameter.name)=\(text)"
                    let answer = try await api.answer(route.method.rawValue, path, token: token)
                    let missing = operation.parameters.filter { $0.place == "query" && $0.isRequired }.map(\.name)
                    let isNamed = (missing + [parameter.name]).contains(answer.pointer ?? "")
                    let isRefused = answer.status == 400 && isNamed
                    #expect(isRefused, "\(operation.id) \(parameter.name)=\(text): \(answer.status)")
                }
            }
        }
    }

    @Test func `the context beside a file is read as strictly as that of a check, also where it has no effect`()
        async throws
    {
        let test = try await TestNode(kind: .platform)
        let curator = Caller(test.administrator.organisation, .curator, isPerson: true, isOnExchange: false)
        let head = "--x\r\nContent-Disposition: form-data; name="
        let form = head + "\"context\"\r\n\r\n{\"views\":-1}\r\n" + head + "\"file\"\r\n\r\nTEST\r\n--x--\r\n"
        try await LiveAPI.serving(test) { api in
            for path in ["/v1/fingerprints", "/v1/checks"] {
                let answer = try await api.answer(
                    "POST",
                    path,
                    token: api.callers.token(for: curator),
                    bytes: Array(form.utf8),
                    contentType: "multipart/form-data; boundary=x"
                )
                #expect(answer.status == 422 && answer.code == "context-invalid", "\(path): \(answer.status)")
            }
        }
    }

    @Test func `a body is refused by every route that takes none`() async throws {
        try await Self.eachRoute { api, route, operation, token in
            guard operation.requestBody == nil, route.method != .get else { return }
            let answer = try await api.answer(route.method.rawValue, route.emptyPath, token: token, json: [:])
            #expect(answer.status == 413 && answer.code == "body-too-large", "\(operation.id)")
        }
    }

    @Test func `every described example of a body is read, also with null for what is optional`() async throws {
        try await Self.eachRoute { api, route, operation, token in
            for body in try DescribedBody.all(of: operation) {
                for variant in body.readable {
                    let answer = try await api.answer(
                        route.method.rawValue,
                        route.emptyPath,
                        token: token,
                        json: variant
                    )
                    let isRead = ![400, 413, 415, 500].contains(answer.status)
                    #expect(isRead, "\(operation.id): \(answer.status) \(answer.pointer ?? "") \(variant)")
                }
            }
        }
    }

    @Test func `the described examples of a body together name every field that is described`() async throws {
        for operation in try APIDescription.ofRepository().operations() {
            let bodies = try DescribedBody.all(of: operation)
            let named = Set(bodies.flatMap { $0.example.keys })
            #expect(named == Set(bodies.flatMap { $0.properties }), "\(operation.id)")
        }
    }

    @Test func `an unknown field is refused wherever it stands, with a pointer to it`() async throws {
        try await Self.eachRoute { api, route, operation, token in
            for body in try DescribedBody.all(of: operation) {
                for (pointer, variant) in body.withUnknownFields {
                    let answer = try await api.answer(
                        route.method.rawValue,
                        route.emptyPath,
                        token: token,
                        json: variant
                    )
                    #expect(answer.status == 400 && answer.code == "invalid-request", "\(operation.id) \(pointer)")
                    #expect(answer.pointer == pointer, "\(operation.id)")
                }
            }
        }
    }

    @Test func `a required field that is missing is refused with a pointer to it`() async throws {
        try await Self.eachRoute { api, route, operation, token in
            for body in try DescribedBody.all(of: operation) {
                for (pointer, variant) in body.withoutRequiredFields {
                    let answer = try await api.answer(
                        route.method.rawValue,
                        route.emptyPath,
                        token: token,
                        json: variant
                    )
                    #expect(answer.status == 400 && answer.code == "invalid-request", "\(operation.id) \(pointer)")
                    #expect(answer.pointer == pointer || body.isChoice, "\(operation.id)")
                }
            }
        }
    }

    @Test func `an unknown path is a problem, and another method is told which ones there are`() async throws {
        let test = try await TestNode(kind: .platform)
        try await LiveAPI.serving(test) { api in
            for path in ["/", "/v1", "/v1/checks/", "/v2/checks", "/v1/cases/a/b/c", "/TEST"] {
                let answer = try await api.answer("GET", path)
                #expect(answer.status == 404 && answer.code == "not-found" && answer.isProblem, "\(path)")
                #expect(answer.json?["type"] == "/problems/not-found" && answer.json?["status"] == 404, "\(path)")
                #expect(answer.json?["instance"] == "TEST-request", "\(path)")
            }
            for (method, path, allow) in [
                ("DELETE", "/v1/signals", "GET, HEAD, POST"), ("GET", "/v1/checks", "POST"),
                ("OPTIONS", "/status", "GET, HEAD"), ("PUT", "/v1/banks/TEST", "GET, HEAD, PATCH"),
            ] {
                let answer = try await api.answer(method, path)
                #expect(answer.status == 405 && answer.code == "method-not-allowed" && answer.isProblem, "\(path)")
                #expect(answer.header("Allow") == allow, "\(path)")
            }
        }
    }

    @Test func `what says two things at once is refused, and nothing of it is dropped silently`() async throws {
        let test = try await TestNode(kind: .platform)
        let lead = Caller(test.administrator.organisation, .lead, isPerson: true, isOnExchange: false)
        let id = ID<Signal>.random()
        let hash = String(repeating: "0", count: 64)
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: lead)
            let cases: [(String, JSONValue, String)] = [
                ("/v1/signals/\(id)/opinions", ["confirm": true, "category": "seed"], "/category"),
                ("/v1/signals/\(id)/opinions", ["confirm": true, "reason": "TEST"], "/reason"),
                ("/v1/signals/\(id)/opinions", ["reason": "TEST"], "/category"),
                ("/v1/decisions/\(id)/execution", ["outcome": "carriedOut", "reason": "TEST"], "/reason"),
                ("/v1/decisions/\(id)/execution", ["outcome": "failed", "at": "2018-11-06T01:02:03Z"], "/at"),
                ("/v1/decisions/\(id)/execution", ["outcome": "failed", "measure": "remove"], "/measure"),
                ("/v1/signals", ["signals": [], "bank": .string(id.description)], "/bank"),
            ]
            for (path, body, pointer) in cases {
                let answer = try await api.answer("POST", path, token: token, json: body)
                #expect(answer.status == 400 && answer.pointer == pointer, "\(path) \(pointer)")
            }
            let empty = try await api.answer("POST", "/v1/signals", token: token, json: ["signals": []])
            #expect(empty.status == 422 && empty.code == "batch-invalid" && empty.pointer == "/signals")
            let two = try await api.answer("GET", "/v1/signals?pdq=\(hash)&sha256=\(hash)", token: token)
            #expect(two.status == 400 && two.pointer == "sha256")
            let turned = try await api.answer(
                "POST",
                "/v1/checks?orientations=all",
                token: token,
                json: ["fingerprints": []]
            )
            #expect(turned.status == 400 && turned.pointer == "orientations")
        }
    }
}

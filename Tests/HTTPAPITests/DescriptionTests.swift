import CanonicalJSON
import Cooperation
import HTTPAPI
import HTTPServing
import HTTPTypes
import Testing

/// docs/api/openapi.yaml beside the route table, both ways.
@Suite struct `API description` {
    private static func routes() async throws -> [APIRoutes.APIRoute] {
        try APIRoutes(node: try await TestNode(kind: .platform).node, condition: { .ready }).all()
    }

    private static func pairs() async throws -> [(route: APIRoutes.APIRoute, operation: DescribedOperation)] {
        let operations = try APIDescription.ofRepository().operations()
        return try await routes().compactMap { route in
            operations.first { $0.method == route.method.rawValue && $0.path == route.describedPath }
                .map { (route, $0) }
        }
    }

    @Test func `it describes every route, and nothing that is none`() async throws {
        let described = try APIDescription.ofRepository().operations().map { "\($0.method) \($0.path) \($0.id)" }
        let served = try await Self.routes().map { "\($0.method) \($0.describedPath) \($0.operationID)" }
        #expect(Set(described) == Set(served))
        #expect(described.count == served.count)
    }

    @Test func `it names the permission of every route and asks for a key exactly where one is needed`() async throws {
        let key: JSONValue = ["key": []]
        for (route, operation) in try await Self.pairs() {
            #expect(operation.permission == route.permission?.rawValue, "\(operation.id)")
            let security: JSONValue =
                switch route.access {
                case .open: []
                case .keyOptional: [[:], key]
                case .keyRequired: [key]
                case .sessionRequired: []
                }
            #expect(operation.security == security, "\(operation.id)")
        }
    }

    @Test func `it has the path parameters of every route`() async throws {
        for (route, operation) in try await Self.pairs() {
            let holes = route.template.segments.compactMap { segment in
                switch segment {
                case .literal: nil as (name: String, isTail: Bool)?
                case .parameter(let name): (name, false)
                case .tail: ("tile", true)
                }
            }
            let described = operation.parameters.filter { $0.place == "path" }
            #expect(described.map(\.name).sorted() == holes.map(\.name).sorted(), "\(operation.id)")
            #expect(described.allSatisfy { $0.isRequired }, "\(operation.id)")
            #expect(described.contains { $0.takesManySegments } == holes.contains { $0.isTail }, "\(operation.id)")
        }
    }

    @Test func `it knows how large a body may be, and which routes take none`() async throws {
        for (route, operation) in try await Self.pairs() {
            #expect(Int(operation.bodyBytesMax ?? 0) == route.limits.bodyBytesMax, "\(operation.id)")
            let stream = operation.requestBody?["x-line-stream-bytes-max"]?.integerValue
            #expect(stream.map { Int($0) } == route.limits.lineStreamBytesMax, "\(operation.id)")
        }
    }

    @Test func `it documents who is turned away, and for what`() async throws {
        for (route, operation) in try await Self.pairs() {
            let documented = operation.codes("403")
            guard let permission = route.permission else {
                #expect(
                    documented.intersection(APIRoutes.authorisationCodes)
                        == (route.access == .open ? [] : ["standing-insufficient"]),
                    "\(operation.id)"
                )
                continue
            }
            let rule = AuthorisationRules.rule(for: permission)
            var expected: Set<String> = ["standing-insufficient"]
            if rule.kinds.count < OrganisationKind.allCases.count { expected.insert("kind-not-allowed") }
            if rule.roles.count < Role.allCases.count { expected.insert("role-not-allowed") }
            if rule.place == .ownNode { expected.insert("not-on-this-node") }
            if rule.place == .operatedNode { expected.insert("not-the-operator") }
            if rule.needsPerson { expected.insert("person-needed") }
            #expect(documented.intersection(APIRoutes.authorisationCodes) == expected, "\(operation.id)")
            #expect(documented.contains("may-not-vouch"), "\(operation.id)")
            var headers: Set<String> = ["Perisai-Acting-Person"]
            if route.method != .get { headers.insert("Idempotency-Key") }
            if route.operationID == "readEvents" { headers.insert("Last-Event-ID") }
            #expect(operation.parameters(in: "header") == headers, "\(operation.id)")
        }
    }

    @Test func `it documents of every operation that changes something that repeats are known`() async throws {
        for (route, operation) in try await Self.pairs() where route.method != .get {
            guard route.permission != nil else {
                #expect(operation.codes("400").contains("idempotency-key-not-taken"), "\(operation.id)")
                continue
            }
            let running: Set = ["answer-not-kept", "idempotency-key-in-use"]
            #expect(operation.codes("409").isSuperset(of: running), "\(operation.id)")
            #expect(operation.codes("422").contains("idempotency-key-reused"), "\(operation.id)")
        }
    }

    @Test func `it documents not-found where an agreement hides the thing that a route names`() async throws {
        let table = try PermissionTable()
        for (route, operation) in try await Self.pairs() {
            guard let permission = route.permission, try #require(table[permission]).agreement != .none,
                !operation.parameters(in: "path").isEmpty
            else { continue }
            #expect(operation.codes("404").contains("not-found"), "\(operation.id)")
        }
    }

    @Test func `it documents the answers that every route of a kind can give`() async throws {
        for (route, operation) in try await Self.pairs() {
            var statuses = ["400", "413", "415"]
            if !route.limits.isExemptFromLoadLimits { statuses += ["429", "500", "503"] }
            if route.access != .open { statuses += ["401", "403"] }
            for status in statuses {
                #expect(!operation.codes(status).isEmpty, "\(operation.id) does not document \(status)")
            }
            #expect(operation.codes("401").isEmpty == (route.access == .open), "\(operation.id)")
            let canTimeOut = route.limits.timeout != nil
            #expect(operation.codes("503").contains("timed-out") == canTimeOut, "\(operation.id)")
            #expect(operation.responses.keys.contains { $0.hasPrefix("2") }, "\(operation.id)")
        }
    }

    @Test func `each of its references leads somewhere`() throws {
        let document = try APIDescription.ofRepository()
        let references = document.objects.compactMap { $0.members["$ref"]?.stringValue }
        #expect(references.count > 100)
        for reference in references where document[reference: reference] == nil {
            Issue.record("\(reference) leads nowhere")
        }
    }

    @Test func `nothing in it lies unused`() throws {
        let document = try APIDescription.ofRepository()
        let used = Set(document.objects.compactMap { $0.members["$ref"]?.stringValue })
        // What any path can answer belongs to no operation.
        let general: Set<String> = ["#/components/responses/MethodNotAllowed", "#/components/responses/NoSuchPath"]
        for (kind, members) in document.root["components"]?.objectValue ?? [:] where kind != "securitySchemes" {
            for name in (members.objectValue ?? [:]).keys {
                let reference = "#/components/\(kind)/\(name)"
                #expect(used.contains(reference) || general.contains(reference), "\(reference) is not used")
            }
        }
    }

    @Test func `every operation has a summary, a description, a tag of the list and examples`() throws {
        let document = try APIDescription.ofRepository()
        let tags = Set((document.root["tags"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue })
        for operation in try document.operations() {
            #expect(operation.json["summary"]?.stringValue?.isEmpty == false, "\(operation.id)")
            let description = operation.json["description"]?.stringValue ?? ""
            #expect(description.hasSuffix(".") || description.hasSuffix(".\n"), "\(operation.id)")
            let own = (operation.json["tags"]?.arrayValue ?? []).compactMap(\.stringValue)
            #expect(own.count == 1 && tags.isSuperset(of: own), "\(operation.id)")
            if let body = operation.jsonBody { #expect(body["examples"] != nil, "\(operation.id)") }
            for (status, response) in operation.responses {
                guard let content = response["content"]?.objectValue else {
                    #expect(status == "204", "\(operation.id) \(status) has no content")
                    continue
                }
                for (type, media) in content {
                    let isShown = media["example"] != nil || media["examples"] != nil
                    #expect(isShown || type == MediaType.octetStream, "\(operation.id) \(status) has no example")
                    #expect(media["schema"] != nil, "\(operation.id) \(status) has no schema")
                }
            }
        }
    }

    @Test func `docs/permissions.md lists every route with its permission`() async throws {
        #expect(try PermissionTable.table("routes") == RouteLines.markdown(try await Self.routes()))
    }
}

import HTTPServing
import HTTPTypes
import Testing

@Suite struct RouteTableTests {
    private static func route(_ method: HTTPRequest.Method, _ path: String) throws(RouteTableError) -> TestRoute {
        try .open(method, path, "\(method) \(path)") { _ in .noContent }
    }

    private static func find(_ text: String, _ method: HTTPRequest.Method, in paths: [String]) throws -> String {
        let table = try RouteTable(
            paths.map { path in
                let parts = path.split(separator: " ")
                return try route(HTTPRequest.Method(String(parts[0])) ?? .get, String(parts[1]))
            }
        )
        switch table.find(method, text[...]) {
        case .nothing: return "nothing"
        case .otherMethod(let allow): return "allow \(allow)"
        case .route(let route, let parameters):
            let values = ["id", "name"].compactMap { parameters[$0] }
            return ([route.template.description] + values + parameters.tail).joined(separator: " ")
        }
    }

    @Test(arguments: ["", "v1", "/v1/", "//", "/{id", "/{}", "/a{id}", "/{id}/{id}", "/**/x", "/a*", "/a?b", "/%41"])
    func `what is no template is refused`(text: String) {
        #expect(throws: RouteTableError.self) { try PathTemplate(text) }
    }

    @Test func `two routes in each other's way are refused`() throws {
        let same = [try Self.route(.get, "/v1/{id}"), try .open(.get, "/v1/{name}", "other") { _ in .noContent }]
        #expect(throws: RouteTableError.self) { try RouteTable(same) }
        let named = [try Self.route(.get, "/a"), try .open(.get, "/b", "GET /a") { _ in .noContent }]
        #expect(throws: RouteTableError.self) { try RouteTable(named) }
        #expect(throws: RouteTableError.self) { try TestRoute.open(.head, "/a", "head") { _ in .noContent } }
    }

    private static let paths = [
        "GET /", "GET /v1/signals", "POST /v1/signals", "GET /v1/signals/{id}", "POST /v1/signals/{id}/opinions",
        "POST /v1/signals/import", "GET /v1/signals/{id}/notes/{name}", "GET /tile/**", "GET /tile/0/first",
    ]

    @Test(arguments: [
        "/v1", "/v1/signals/", "//v1/signals", "/v1//signals", "/v1/signals/a/b", "/v1/signals/%zz", "/v1/signals/%4",
        "/v1/signals/%ff", "/v1/signals/a%00", "/v1/signals/a%2Fb", "/v1/signals/..", "/v1/signals/%2e%2e", "*", "",
        "/tile", "/tile/", "/tile/../v1", "/tile/a/%2E%2E/b", "/V1/signals", "/v1/signals\u{0}", "v1/signals",
    ])
    func `a path that is not served leads nowhere`(path: String) throws {
        #expect(try Self.find(path, .get, in: Self.paths) == "nothing")
    }

    @Test(arguments: [
        ("/v1/signals", HTTPRequest.Method.get, "/v1/signals"),
        ("/v1/signals", .head, "/v1/signals"),
        ("/v1/%73ignals", .get, "/v1/signals"),
        ("/v1/signals", .delete, "allow GET, HEAD, POST"),
        ("/v1/signals/7", .get, "/v1/signals/{id} 7"),
        ("/v1/signals/a%20b", .get, "/v1/signals/{id} a b"),
        ("/v1/signals/import", .post, "/v1/signals/import"),
        ("/v1/signals/import", .get, "allow POST"),
        ("/v1/signals/import/opinions", .post, "/v1/signals/{id}/opinions import"),
        ("/v1/signals/7/opinions", .get, "allow POST"),
        ("/v1/signals/7/notes/x", .get, "/v1/signals/{id}/notes/{name} 7 x"),
        ("/tile/0/first", .get, "/tile/0/first"),
        ("/tile/0/x001/002", .get, "/tile/** 0 x001 002"),
        ("/tile/0/first/x", .get, "/tile/** 0 first x"),
        ("/tile/x", .post, "allow GET, HEAD"),
        ("/", .get, "/"),
    ])
    func `a path leads to the most literal route`(path: String, method: HTTPRequest.Method, found: String) throws {
        #expect(try Self.find(path, method, in: Self.paths) == found)
        #expect(try Self.find(path, method, in: Self.paths.reversed()) == found)
    }
}

import Cooperation
import HTTPAPI
import HTTPServing
import HTTPTypes
import Services
import Testing

/// Every role of every kind of organisation knocks at every route.
@Suite struct `Role walk` {
    private static func walk(_ callers: [Caller], through test: TestNode) async throws {
        let table = try PermissionTable()
        let routes = try APIRoutes(node: test.node, condition: { .ready }).all()
        try await LiveAPI.serving(test) { api in
            for caller in callers {
                let token = api.callers.token(for: caller)
                for route in routes {
                    guard let permission = route.permission else { continue }
                    let line = try #require(table[permission])
                    let answer = try await api.answer(route.method.rawValue, route.emptyPath, token: token)
                    let isTurnedAway =
                        answer.status == 403 && APIRoutes.authorisationCodes.contains(answer.code ?? "")
                    if isTurnedAway == line.allows(caller) || answer.status == 401 || answer.status == 500 {
                        let outcome = "\(answer.status) \(answer.code ?? "")"
                        Issue.record("\(caller.testDescription), \(route.operationID): \(outcome)")
                    }
                }
            }
        }
    }

    @Test(arguments: OrganisationKind.allCases)
    func `on its own node a role may do what the documented table says`(kind: OrganisationKind) async throws {
        let test = try await TestNode(kind: kind)
        try await Self.walk(.all(of: test.administrator.organisation, isOnExchange: false), through: test)
    }

    @Test(arguments: OrganisationKind.allCases)
    func `on an exchange a role may do what the documented table says`(kind: OrganisationKind) async throws {
        let test = try await TestNode(kind: .secretariat, isExchange: true)
        try await Self.walk(.all(of: try await test.member(kind), isOnExchange: true), through: test)
    }

    @Test(arguments: OrganisationKind.allCases)
    func `on a platform's node another member's role may do what the documented table says`(kind: OrganisationKind)
        async throws
    {
        let test = try await TestNode(kind: .platform)
        try await Self.walk(.all(of: try await test.member(kind), isOnExchange: false), through: test)
    }

    @Test(arguments: [OrganisationKind.secretariat, .civilSociety])
    func `who runs an exchange may do there what the documented table says`(kind: OrganisationKind) async throws {
        let test = try await TestNode(kind: kind, isExchange: true)
        try await Self.walk(.all(of: test.administrator.organisation, isOnExchange: true), through: test)
    }

    @Test func `in every standing, on every node, each route lets through whom the documented table says`()
        async throws
    {
        let table = try PermissionTable()
        let routes = try APIRoutes(node: try await TestNode(kind: .platform).node, condition: { .ready }).all()
        for kind in OrganisationKind.allCases {
            for standing in Standing.allCases {
                for (ownsNode, isOnExchange) in [(true, false), (true, true), (false, false), (false, true)] {
                    let organisation = try Organisation.member(kind, standing, ownsNode: ownsNode)
                    for caller in [Caller].all(of: organisation, isOnExchange: isOnExchange) {
                        for route in routes {
                            guard let permission = route.permission else { continue }
                            let problem = APIRoutes.authorise(permission, caller)
                            let isExpected = (problem == nil) == (try #require(table[permission])).allows(caller)
                            if !isExpected || problem.map({ $0.status.code != 403 }) ?? false {
                                let outcome = problem?.code.rawValue ?? "let through"
                                Issue.record("\(caller.testDescription), \(route.operationID): \(outcome)")
                            }
                        }
                    }
                }
            }
        }
    }

    @Test func `a node that vouches is let through with its person, and turned away without`() async throws {
        let test = try await TestNode(kind: .secretariat, isExchange: true)
        let member = try await test.member(.platform)
        let node = Caller(
            organisation: member,
            key: .random(),
            role: .curator,
            person: nil,
            isNode: true,
            isOnExchange: true
        )
        let path = "/v1/signals/\(ID<Signal>.random())/viewing"
        try await LiveAPI.serving(test) { api in
            let token = api.callers.token(for: node)
            let alone = try await api.answer("POST", path, token: token)
            #expect(alone.code == "person-needed")
            let person = ("Perisai-Acting-Person", ID<Person>.random().description)
            let vouched = try await api.answer("POST", path, token: token, fields: [person])
            #expect(vouched.code == "not-found")
            let program = api.callers.token(for: Caller(member, .curator, isPerson: false, isOnExchange: true))
            let pretender = try await api.answer("POST", path, token: program, fields: [person])
            #expect(pretender.code == "person-needed")
            let colleague = api.callers.token(for: Caller(member, .curator, isPerson: true, isOnExchange: true))
            let replaced = try await api.answer("POST", path, token: colleague, fields: [person])
            #expect(replaced.code == "may-not-vouch")
        }
    }

    @Test func `the key of a real person is let through as its role`() async throws {
        let test = try await TestNode(kind: .platform)
        let own = test.administrator.organisation.id
        let person = try await test.node.addPerson(
            to: own,
            name: "TEST reviewer",
            roles: [.reviewer],
            by: test.administrator
        ).person.id
        let key = try await test.node.issueKey(
            for: own,
            role: .reviewer,
            person: person,
            vouches: false,
            expiresAt: nil,
            by: test.administrator
        )
        try await LiveAPI.serving(test) { api in
            #expect(try await api.answer("GET", "/v1/cases", token: key.secret).status == 200)
            #expect(try await api.answer("GET", "/v1/organisations/\(own)/keys", token: key.secret).status == 403)
            let none = try await api.answer("GET", "/v1/cases")
            #expect(none.status == 401 && none.code == "key-required" && none.isProblem)
            #expect(none.header("WWW-Authenticate")?.hasPrefix("Bearer") == true)
        }
    }
}

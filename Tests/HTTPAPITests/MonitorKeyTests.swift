import CanonicalJSON
import Cooperation
import HTTPAPI
import HTTPServing
import HTTPTypes
import Services
import Testing

/// Whoever watches a node holds a key that opens its metrics and nothing else.
@Suite struct `A monitor's key` {
    @Test(arguments: OrganisationKind.allCases)
    func `reads the metrics and is turned away at every other route of the table`(kind: OrganisationKind) async throws {
        let test = try await TestNode(kind: kind)
        let secret = try await test.node.issueKey(
            for: test.administrator.organisation.id,
            role: .monitor,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: test.administrator
        ).secret
        try await test.node.log.sign()
        let routes = try APIRoutes(node: test.node, condition: { .ready }).all()
        let isKeyed = test.node.logAccess == .keyed
        #expect(isKeyed)
        try await LiveAPI.serving(test) { api in
            let metrics = try await api.answer("GET", "/metrics", token: secret)
            #expect(metrics.status == 200)
            #expect(String(decoding: metrics.body, as: UTF8.self).contains("\nperisai_ready 1\n"))
            let others = routes.filter { $0.permission != nil && $0.permission != .readMetrics }
            #expect(others.count > 100)
            for route in others {
                let answer = try await api.answer(route.method.rawValue, route.emptyPath, token: secret)
                let isTurnedAway = APIRoutes.authorisationCodes.contains(answer.code ?? "")
                #expect(answer.status == 403 && isTurnedAway, "\(route.operationID): \(answer.status)")
            }
            let checkpoint = try await api.answer("GET", "/checkpoint", token: secret)
            #expect(checkpoint.status == 403 && checkpoint.code == "role-not-allowed")
            let status = try await api.answer("GET", "/status", token: secret)
            #expect(status.status == 200 && status.json == ["state": "ready"], "It is told what anybody is.")
        }
    }

    @Test(arguments: OrganisationKind.allCases)
    func `of a member that does not run the node opens nothing`(kind: OrganisationKind) async throws {
        for isExchange in [true, false] {
            let test = try await TestNode(kind: isExchange ? .secretariat : .platform, isExchange: isExchange)
            let member = try await test.member(kind)
            let routes = try APIRoutes(node: test.node, condition: { .ready }).all()
            try await LiveAPI.serving(test) { api in
                let token = api.callers.token(
                    for: Caller(member, .monitor, isPerson: false, isOnExchange: isExchange)
                )
                for route in routes where route.permission != nil {
                    let answer = try await api.answer(route.method.rawValue, route.emptyPath, token: token)
                    #expect(answer.status == 403, "\(route.operationID): \(answer.status)")
                }
                #expect(try await api.answer("GET", "/metrics", token: token).code == "not-the-operator")
            }
        }
    }

    @Test func `is the only one beside auditors' and administrators' that reads the metrics`() async throws {
        let test = try await TestNode(kind: .platform)
        let own = test.administrator.organisation
        try await LiveAPI.serving(test) { api in
            for role in Role.allCases {
                let token = api.callers.token(for: Caller(own, role, isPerson: false, isOnExchange: false))
                let answer = try await api.answer("GET", "/metrics", token: token)
                let reads = [Role.auditor, .administrator, .monitor].contains(role)
                #expect(answer.status == (reads ? 200 : 403), "\(role)")
                #expect(reads || answer.code == "role-not-allowed", "\(role)")
            }
        }
    }
}

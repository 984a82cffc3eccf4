import Cooperation
import Services
import Testing

@Suite struct `A person's key` {
    @Test func `stops working when the person loses its role, and works again when it is given back`() async throws {
        let home = try await TestNode("TEST Own", kind: .platform)
        let own = home.administrator.organisation.id
        let person = try await home.node.addPerson(
            to: own,
            name: "TEST person",
            roles: [.reviewer, .lead],
            by: home.administrator
        ).person.id
        var secrets: [Role: String] = [:]
        for role in [Role.reviewer, .lead] {
            secrets[role] = try await home.node.issueKey(
                for: own,
                role: role,
                person: person,
                vouches: false,
                expiresAt: nil,
                by: home.administrator
            ).secret
        }
        func works(_ role: Role) async throws -> Bool {
            let secret = Array(try #require(secrets[role]).utf8)
            return try await home.node.keys.caller(secret: secret, actingPerson: nil, now: home.clock.now) != nil
        }
        func change(_ command: PersonCommand) async throws {
            _ = try await home.node.changePerson(person, of: own, command, by: home.administrator)
        }
        #expect(try await works(.reviewer))
        #expect(try await works(.lead))
        try await change(.changeRoles([.reviewer]))
        #expect(try await works(.reviewer))
        #expect(try await !works(.lead))
        try await change(.changeRoles([.lead]))
        #expect(try await !works(.reviewer))
        #expect(try await works(.lead))
        try await change(.leave)
        #expect(try await !works(.lead))
    }

    @Test(arguments: OrganisationKind.allCases)
    func `never watches a node, for that is done with a program's`(kind: OrganisationKind) async throws {
        let home = try await TestNode("TEST Own", kind: kind)
        let (node, own) = (home.node, home.administrator.organisation.id)
        func code(_ act: () async throws -> Void) async throws -> String? {
            do {
                try await act()
                return nil
            } catch let refusal as Refusal {
                return refusal.code
            }
        }
        func issue(to person: ID<Person>?) async throws -> IssuedKey {
            try await node.issueKey(
                for: own,
                role: .monitor,
                person: person,
                vouches: false,
                expiresAt: nil,
                by: home.administrator
            )
        }
        func add(_ roles: Set<Role>) async throws -> ID<Person> {
            try await node.addPerson(to: own, name: "TEST person", roles: roles, by: home.administrator).person.id
        }
        let person = try await add([.auditor])
        #expect(try await code { _ = try await add([.monitor, .auditor]) } == "role-not-of-kind")
        let change = PersonCommand.changeRoles([.monitor])
        let changed = try await code {
            _ = try await node.changePerson(person, of: own, change, by: home.administrator)
        }
        #expect(changed == "role-not-of-kind")
        #expect(try await code { _ = try await issue(to: person) } == "monitoring-key-invalid")
        let caller = try await home.caller(try await issue(to: nil).secret)
        #expect(caller.role == .monitor && caller.person == nil && !caller.isNode)
    }
}

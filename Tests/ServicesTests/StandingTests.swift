import Cooperation
import Services
import Store
import Testing

@Suite struct `A member's standing` {
    @Test(arguments: [OrganisationKind.secretariat, .civilSociety])
    func `is changed by the secretary of whoever runs the exchange`(_ kind: OrganisationKind) async throws {
        let exchange = try await TestNode("TEST Exchange", kind: kind, isExchange: true)
        // The helper registers the member and activates it as a secretary.
        let member = try await exchange.member("TEST One", .platform, interests: Interests(owners: ["one"]))
        let view = try await exchange.node.organisation(member.id)
        #expect(view.organisation.standing == .active)
        let secretary = try await exchange.person(.secretary)
        try AuthorisationRules.authorise(secretary, .changeStanding)
    }

    @Test func `is none of a secretariat's business that is a member itself`() async throws {
        let exchange = try await TestNode("TEST Exchange", kind: .civilSociety, isExchange: true)
        let office = try await exchange.member("TEST Office", .secretariat, interests: Interests(owners: ["office"]))
        let secretary = try await exchange.person(of: office.administrator, .secretary)
        #expect { try AuthorisationRules.authorise(secretary, .changeStanding) } throws: {
            ($0 as? Refusal)?.code == "not-the-operator"
        }
    }

    @Test func `on a platform's node lets an authority file there directly`() async throws {
        let home = try await TestNode("TEST Own", kind: .platform)
        let own = home.administrator.organisation.id
        let chief = try await home.node.addPerson(
            to: own,
            name: "TEST chief",
            roles: [.administrator],
            by: home.administrator
        ).person.id
        let caller = try await home.node.ownCaller(chief, for: .changeStanding)
        let unit = try await home.node.registerOrganisation(
            id: nil,
            kind: .authority,
            name: "TEST Unit",
            interests: Interests(governments: ["gov.x"]),
            by: caller
        ).organisation.id
        let view = try await home.node.changeStanding(of: unit, to: .active, reason: "TEST agreed", by: caller)
        #expect(view.organisation.standing == .active)
        let recorded = try await home.store.read {
            try $0.events(EventQuery(types: [OrganisationStandingChanged.type]))
        }
        #expect(recorded.map(\.actor) == [chief.identifier], "The person who did it is recorded.")
        let key = try await home.node.issueKey(
            for: unit,
            role: .administrator,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: home.administrator
        )
        let officer = try await home.person(of: try await home.caller(key.secret), .officer)
        try AuthorisationRules.authorise(officer, .submit)
        #expect { try AuthorisationRules.authorise(officer, .readCases) } throws: {
            ($0 as? Refusal)?.code == "not-on-this-node"
        }
    }

    @Test func `is changed in the data folder by a person of the node who may, and by nobody else`() async throws {
        let home = try await TestNode("TEST Exchange", kind: .secretariat, isExchange: true)
        let member = try await home.member("TEST One", .platform, interests: Interests(owners: ["one"]))
        func add(_ roles: Set<Role>, to caller: Caller) async throws -> ID<Person> {
            try await home.node.addPerson(to: caller.organisation.id, name: "TEST", roles: roles, by: caller).person.id
        }
        func code(_ person: ID<Person>) async -> String? {
            do {
                _ = try await home.node.ownCaller(person, for: .changeStanding)
                return nil
            } catch {
                return (error as? Refusal)?.code
            }
        }
        let several = try await add([.auditor, .secretary], to: home.administrator)
        #expect(await code(several) == nil)
        #expect(try await home.node.ownCaller(several, for: .changeStanding).role == .secretary)
        #expect(await code(try await add([.auditor], to: home.administrator)) == "role-not-allowed")
        #expect(await code(try await add([.administrator], to: member.administrator)) == "person-unknown")
        #expect(await code(ID(Identifier(high: 1, low: 2))) == "person-unknown")
        _ = try await home.node.changePerson(
            several,
            of: home.administrator.organisation.id,
            .leave,
            by: home.administrator
        )
        #expect(await code(several) == "person-unknown")
    }
}

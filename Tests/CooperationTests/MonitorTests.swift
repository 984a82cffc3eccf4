import Cooperation
import Testing

@Suite("The role of a program that watches a node")
struct MonitorTests {
    @Test("opens the metrics to the organisation that runs the node, and nothing else to anybody")
    func opens() throws {
        for kind in OrganisationKind.allCases {
            for ownsNode in [true, false] {
                let organisation = try Build.organisation(1, kind, ownsNode: ownsNode)
                for isOnExchange in [true, false] {
                    for person in [nil, ID<Person>.number(10)] {
                        let caller = Caller(
                            organisation: organisation,
                            key: .number(20),
                            role: .monitor,
                            person: person,
                            isOnExchange: isOnExchange
                        )
                        let open = Permission.allCases.filter { permission in
                            (try? AuthorisationRules.authorise(caller, permission)) != nil
                        }
                        let expected: [Permission] = ownsNode ? [.readMetrics] : []
                        #expect(open == expected, "\(kind)")
                    }
                }
            }
        }
        let readers: Set<Role> = [.auditor, .administrator, .monitor]
        #expect(AuthorisationRules.rule(for: .readMetrics).roles == readers)
    }

    @Test("is one of keys in every kind of organisation, and of people in none", arguments: OrganisationKind.allCases)
    func isForKeys(kind: OrganisationKind) throws {
        let people = RoleTable.roles(of: kind)
        #expect(people.isSubset(of: Role.ofPeople) && !Role.ofPeople.contains(.monitor))
        #expect(RoleTable.rolesOfKeys(of: kind) == people.union([.monitor]))
        let owner = try Build.organisation(1, kind, ownsNode: true)
        #expect(AuthorisationRules.permissions(of: owner, in: [.monitor], isOnExchange: false).isEmpty)
    }

    @Test("is a role of no webhook")
    func isNotForWebhooks() throws {
        let member = try Build.organisation(1, .platform, ownsNode: true)
        let command = WebhookCommand.make(
            role: .monitor,
            kinds: [.keyIssued],
            address: "https://receiver.example/TEST",
            secret: "TEST"
        )
        #expect {
            try Webhook.decide(nil, command, id: .number(30), member: member, isOnExchange: false, now: .start)
        } throws: {
            ($0 as? Refusal)?.code == "role-not-of-kind"
        }
    }
}

import Cooperation
import Testing

@Suite("A key")
struct KeyTests {
    static let specification = Transition.table(
        """
        issue | nothing -> issued
        issue | issued revoked -> !already-issued
        issueToPerson | nothing -> issued
        issueToPerson | issued revoked -> !already-issued
        issueToNode | nothing -> issued
        issueToNode | issued revoked -> !already-issued
        issueToColleagueElsewhere | nothing -> !person-unknown
        issueToColleagueElsewhere | issued revoked -> !already-issued
        issueToNobodyKnown | nothing -> !person-unknown
        issueToNobodyKnown | issued revoked -> !already-issued
        issueToPersonWhoLeft | nothing -> !person-unknown
        issueToPersonWhoLeft | issued revoked -> !already-issued
        issueWithRoleNotHeld | nothing -> !role-not-held
        issueWithRoleNotHeld | issued revoked -> !already-issued
        issueWithRoleOfAnotherKind | nothing -> !role-not-of-kind
        issueWithRoleOfAnotherKind | issued revoked -> !already-issued
        issueVouchingToPerson | nothing -> !vouching-key-invalid
        issueVouchingToPerson | issued revoked -> !already-issued
        issueVouchingReviewer | nothing -> !vouching-key-invalid
        issueVouchingReviewer | issued revoked -> !already-issued
        issueToMonitor | nothing -> issued
        issueToMonitor | issued revoked -> !already-issued
        issueMonitorToPerson | nothing -> !monitoring-key-invalid
        issueMonitorToPerson | issued revoked -> !already-issued
        issueVouchingMonitor | nothing -> !vouching-key-invalid
        issueVouchingMonitor | issued revoked -> !already-issued
        issueExpired | nothing -> !time-passed
        issueExpired | issued revoked -> !already-issued
        revoke | nothing -> !not-found
        revoke | issued -> revoked
        revoke | revoked -> -
        """
    )

    private static func issuing(
        _ role: Role,
        to person: Person? = nil,
        named: Bool? = nil,
        vouches: Bool = false,
        until: Timestamp? = nil
    ) -> StateMachine<Key>.Decision {
        { state in
            try Key.decide(
                state,
                .issue(
                    organisation: .number(1),
                    role: role,
                    person: named ?? (person != nil) ? .number(10) : nil,
                    vouches: vouches,
                    secretHash: String(repeating: "0a", count: 32),
                    expiresAt: until
                ),
                id: .number(20),
                bearer: person,
                kind: .platform,
                now: .start
            )
        }
    }

    static func machine() throws -> StateMachine<Key> {
        let person = try Build.person(10, of: 1, roles: [.curator, .officer])
        let left = try Person.after(person, Person.decide(person, .leave, id: person.id))
        let issued = try Key.after(nil, issuing(.curator)(nil))
        let revoke: StateMachine<Key>.Decision = {
            try Key.decide($0, .revoke, id: .number(20), bearer: nil, kind: .platform, now: .start)
        }
        return StateMachine(
            states: ["nothing": nil, "issued": issued, "revoked": try Key.after(issued, revoke(issued))],
            commands: [
                "issue": issuing(.administrator, until: .start + .minutes(1)),
                "issueToPerson": issuing(.curator, to: person),
                "issueToNode": issuing(.curator, vouches: true),
                "issueToColleagueElsewhere": issuing(.curator, to: try Build.person(10, of: 2)),
                "issueToNobodyKnown": issuing(.curator, named: true),
                "issueToPersonWhoLeft": issuing(.curator, to: left),
                "issueWithRoleNotHeld": issuing(.lead, to: person),
                "issueWithRoleOfAnotherKind": issuing(.officer, to: person),
                "issueVouchingToPerson": issuing(.curator, to: person, vouches: true),
                "issueVouchingReviewer": issuing(.reviewer, vouches: true),
                "issueToMonitor": issuing(.monitor),
                "issueMonitorToPerson": issuing(.monitor, to: person),
                "issueVouchingMonitor": issuing(.monitor, vouches: true),
                "issueExpired": issuing(.curator, until: .start), "revoke": revoke,
            ]
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("is found by the hash of its secret until it is revoked")
    func lookup() throws {
        let states = try Self.machine().states
        let hash = String(repeating: "0a", count: 32)
        #expect(states["issued"]??.lookupKeys == [LookupKey(scope: "sha256", value: hash)])
        #expect(states["revoked"]??.lookupKeys == [])
    }
}

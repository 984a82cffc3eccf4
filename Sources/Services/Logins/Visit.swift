import Cooperation

/// A person who is logged in to the console.
package struct Visit: Sendable {
    package let session: Session
    package let person: Person
    /// The person's name, as their organisation wrote it.
    package let name: String
    package let organisation: Organisation
    package let organisationName: String
    let isOnExchange: Bool
    let passkeysRequired: Bool

    /// The person's roles that rest in this session, because it began without a passkey.
    package var restingRoles: [Role] {
        passkeysRequired && session.method != .passkey ? person.roles.filter(\.needsPasskey) : []
    }

    /// The person as a caller in the first of their roles that has a permission.
    ///
    /// - Throws: `Refusal` where none has it; `passkey-needed` where only one has it that rests in this session.
    package func caller(for permission: Permission) throws(Refusal) -> Caller {
        var refusal = Refusal(.forbidden, "role-not-allowed", "You have no role here that may do this.")
        let resting = restingRoles
        // Those that don't rest first, so that a passkey is asked for only where nothing else would do.
        // An adviser sees least, so that whoever has another role acts in that.
        var roles = person.roles.filter { $0 != .adviser } + person.roles.filter { $0 == .adviser }
        // Counsel alone reads why something is to stay up.
        if Self.ofRequests.contains(permission) {
            roles = roles.filter { $0 == .counsel } + roles.filter { $0 != .counsel }
        }
        for role in roles.filter({ !resting.contains($0) }) + resting {
            let caller = Caller(
                organisation: organisation,
                key: ID(session.id.identifier),
                role: role,
                person: person.id,
                isOnExchange: isOnExchange
            )
            do throws(Refusal) {
                try AuthorisationRules.authorise(caller, permission)
            } catch {
                refusal = error
                continue
            }
            guard !resting.contains(role) else {
                throw Refusal(.forbidden, "passkey-needed", "Log in with a passkey to do this.")
            }
            return caller
        }
        throw refusal
    }

    private static let ofRequests: Set<Permission> = [
        .readRequests, .readAssessments, .assessRequests, .readClocks, .readAlerts,
    ]

    /// Whether one of the person's roles has a permission.
    package func may(_ permission: Permission) -> Bool { (try? caller(for: permission)) != nil }
}

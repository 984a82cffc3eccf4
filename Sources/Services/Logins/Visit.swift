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

    /// The person as a caller in the first of their roles that has a permission.
    ///
    /// - Throws: `Refusal` where none has it.
    package func caller(for permission: Permission) throws(Refusal) -> Caller {
        var refusal = Refusal(.forbidden, "role-not-allowed", "You have no role here that may do this.")
        for role in person.roles {
            let caller = Caller(
                organisation: organisation,
                key: ID(session.id.identifier),
                role: role,
                person: person.id,
                isOnExchange: isOnExchange
            )
            do throws(Refusal) {
                try AuthorisationRules.authorise(caller, permission)
                return caller
            } catch {
                refusal = error
            }
        }
        throw refusal
    }

    /// Whether one of the person's roles has a permission.
    package func may(_ permission: Permission) -> Bool { (try? caller(for: permission)) != nil }
}

import Cooperation

extension Node {
    /// A person of the node's own organisation as a caller, where no key says who acts: for tools that work on the node's
    /// own data folder.
    ///
    /// - Parameters:
    ///   - id: the person, in whose name the act is recorded.
    ///   - permission: what they want to do; the first of their roles that may is taken.
    /// - Returns: the caller, authorised.
    /// - Throws: `Refusal` where there is no such person here, or none of their roles may do that.
    package func ownCaller(_ id: ID<Person>, for permission: Permission) async throws -> Caller {
        let own = identity.organisation
        let isOnExchange = identity.isExchange
        return try await store.read { reading in
            guard let person = try reading.load(Person.self, id), person.organisation == own, person.state == .active,
                let organisation = try reading.load(Organisation.self, own)
            else {
                throw Refusal(
                    .notFound,
                    "person-unknown",
                    "No such person works for the organisation that runs this node."
                )
            }
            var refusal = Refusal(.forbidden, "role-not-allowed", "This person has no role that may do this.")
            for role in person.roles {
                let caller = Caller(
                    organisation: organisation,
                    // No key was shown; the node stands in its place.
                    key: ID(own.identifier),
                    role: role,
                    person: id,
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
    }
}

import Cooperation

extension Node {
    /// Lets a person of the caller's organisation in no more, as `ConsoleAccess.closeLogin(_:by:)`, for a caller with a key.
    ///
    /// The last administrator's login is closed as well: whoever has a key, or the node's folder, lets somebody in again.
    ///
    /// - Throws: `Refusal` `not-found`; `StoreError`.
    package func closeLogin(of id: ID<Person>, in organisation: ID<Organisation>, by caller: Caller) async throws {
        try caller.requireOwn(organisation)
        try await store.write { transaction in
            guard try transaction.load(Person.self, id)?.organisation == organisation else {
                throw Refusal.noSuchPerson
            }
            try transaction.endAccess(of: id, by: caller.author)
        }
    }
}

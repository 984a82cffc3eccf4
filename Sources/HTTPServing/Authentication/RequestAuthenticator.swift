/// Says who sent a key.
package protocol RequestAuthenticator<Caller>: Sendable {
    /// What the edge knows of a caller.
    associatedtype Caller: Sendable
    /// What the limits of a caller are counted under; usually the id of the key.
    associatedtype LimitKey: Hashable & Sendable

    /// Finds the caller.
    ///
    /// - Parameter token: The key as it was sent. Compare its hash, never the key itself.
    /// - Returns: The caller.
    /// - Throws: ``Problem/keyNotValid`` for a key that is none (which counts against the sender's address), another
    ///   ``Problem`` where the question could not be answered.
    func authenticate(_ token: BearerToken) async throws(Problem) -> Caller

    /// Names what the requests of a caller are counted under.
    func limitKey(of caller: Caller) -> LimitKey
}

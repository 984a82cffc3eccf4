import Cooperation

extension RequestDesk {
    /// The targets that belong to nobody which a request for data, or for data to be kept, names.
    ///
    /// Such a request is locked on the word of whoever registered the last of them, so that another person finds what it is. The
    /// authority sees nothing of it: nothing is said, every clock runs on as it would, and as much is recorded as of any other.
    func canaries(namedBy request: Request, in transaction: any StoreTransaction) throws -> [Canary] {
        guard request.filing.kind.asksData || request.filing.kind == .preservation else { return [] }
        let keys = try transaction.items(of: request).map { secrets.canaryKey(of: $0.address) }
        return try transaction.canaries(knownBy: Set(keys))
    }
}

import Services

/// A closure that waits for the writer, whatever it returns.
protocol PendingWrite: Sendable {
    /// Runs the closure and keeps its answer.
    func run(_ transaction: any StoreTransaction) throws
    /// Replaces the answer.
    func refuse(_ error: any Error)
    /// Lets the caller go on with the answer.
    func finish()
}

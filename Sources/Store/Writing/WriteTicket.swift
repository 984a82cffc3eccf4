import Services
import Synchronization

/// The closure of one caller, with its answer until the commit and the caller who waits for it.
final class WriteTicket<Answer: Sendable>: PendingWrite {
    private let body: @Sendable (any StoreTransaction) throws -> Answer
    private let caller: CheckedContinuation<Answer, any Error>
    private let answer = Mutex<Result<Answer, any Error>>(
        .failure(StoreError(.closed, "The store closed before this could be done."))
    )

    init(
        body: @escaping @Sendable (any StoreTransaction) throws -> Answer,
        caller: CheckedContinuation<Answer, any Error>
    ) {
        self.body = body
        self.caller = caller
    }

    func run(_ transaction: any StoreTransaction) throws {
        let value = try body(transaction)
        answer.withLock { $0 = .success(value) }
    }

    func refuse(_ error: any Error) {
        answer.withLock { $0 = .failure(error) }
    }

    func finish() {
        caller.resume(with: answer.withLock { $0 })
    }
}

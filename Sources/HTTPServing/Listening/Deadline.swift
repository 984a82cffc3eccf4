import Synchronization

/// Runs an operation that is cancelled after a time.
enum Deadline {
    private final class Completion: Sendable {
        private let flag = Atomic(false)

        var isReached: Bool { flag.load(ordering: .acquiring) }

        func reach() { flag.store(true, ordering: .releasing) }
    }

    /// Runs it.
    ///
    /// - Parameters:
    ///   - timeout: The time; `nil` for none.
    ///   - operation: Its own answer stands even when it comes late, since an act may have been done.
    /// - Returns: What the operation returns.
    /// - Throws: ``Problem/timedOut`` when it gave up because of the cancellation; else what it throws.
    static func run<Value: Sendable>(
        within timeout: Duration?,
        _ operation: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let timeout else { return try await operation() }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            // Most operations end without ever waiting, and a timer costs more than they do.
            let completion = Completion()
            group.addImmediateTask {
                defer { completion.reach() }
                return try await operation()
            }
            if !completion.isReached {
                group.addTask {
                    try await Task.sleep(for: timeout)
                    return nil
                }
            }
            var isLate = false
            while let result = await group.nextResult() {
                switch result {
                case .success(let value?):
                    group.cancelAll()
                    return value
                case .success(nil):
                    isLate = true
                    group.cancelAll()
                case .failure(is CancellationError) where isLate: throw Problem.timedOut
                case .failure(let error): throw error
                }
            }
            throw Problem.internalError
        }
    }
}

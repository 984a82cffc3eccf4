extension JournalGrowth {
    /// Waits until the journal is longer than `size`, but not for ever.
    ///
    /// - Parameters:
    ///   - size: what the reader has seen.
    ///   - deadline: when the waiting ends.
    /// - Returns: whether it is longer.
    /// - Throws: `CancellationError` when the waiting task is cancelled or the store is closed.
    package func grows(beyond size: Int64, until deadline: ContinuousClock.Instant) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                _ = try await self.grows(beyond: size)
                return true
            }
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                return false
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }
}

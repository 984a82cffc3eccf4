/// Waits for what another process does.
///
/// - Parameter condition: asked again and again, every 20 ms.
/// - Throws: where five minutes were not enough, and what the condition throws.
func until(_ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(300)
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw Late() }
        try await Task.sleep(for: .milliseconds(20))
    }
}

private struct Late: Error {}

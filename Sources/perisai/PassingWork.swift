import ServiceLifecycle

/// Work that may end by itself while the node goes on.
struct PassingWork: Service {
    let work: @Sendable () async throws -> Void

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await work()
            } catch is CancellationError {
                // The node stops, and so does this.
            }
        }
    }
}

import Services
import Store

/// A store that the contract is held against, with what tests need beyond the port.
protocol OpenedStore: Store {
    var waitingWrites: Int { get }
    func close() async
    func audit() async throws -> AuditReport
}

extension SQLiteStore: OpenedStore {
    func audit() async throws -> AuditReport { try await audit(verifierKey: nil, progress: { _ in }) }
}

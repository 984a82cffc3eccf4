import Store

/// A database that the store runs on.
enum StoreDriver: String, CaseIterable, Sendable {
    case sqlite

    func open(_ bench: TestBench) throws -> any OpenedStore {
        switch self {
        case .sqlite: try bench.openSQLite()
        }
    }
}

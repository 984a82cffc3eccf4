import Cooperation
import Services
import Store

extension Author {
    static let tester = Author.node(of: ID(Identifier(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)))
}

extension StoreTransaction {
    @discardableResult
    func place(
        _ id: ID<Parcel>,
        _ place: ParcelPlaced = ParcelPlaced(),
        sealed: [String: String?] = [:]
    ) throws -> JournalEvent {
        try append(Act(place, on: id, sealed: sealed), by: .tester)
    }
}

extension OpenedStore {
    /// Places one parcel with a commit of its own.
    @discardableResult
    func place(_ place: ParcelPlaced = ParcelPlaced(), sealed: [String: String?] = [:]) async throws -> JournalEvent {
        try await write { try $0.place($0.newID(), place, sealed: sealed) }
    }

    /// Waits until so many closures wait behind the ones that are being done.
    func waits(for count: Int) async {
        while waitingWrites < count { await Task.yield() }
    }
}

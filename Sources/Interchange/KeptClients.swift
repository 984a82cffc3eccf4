import Synchronization

/// The connections that are kept for the next request, each to an address that was checked.
final class KeptClients: Sendable {
    /// Where a connection leads: a host, at one of its addresses.
    struct Place: Sendable, Hashable {
        let host: OutgoingHost
        let address: NetworkAddress
    }

    private struct State {
        var clients: [(place: Place, client: OutgoingClient)] = []
        var isClosed = false
    }

    /// To how many places connections are kept.
    private static let placesMax = 4

    private let state = Mutex(State())

    /// The client for a place, made where there is none.
    ///
    /// - Returns: the client, and the one that made room for it; `nil` once they are shut down.
    func client(
        for place: Place,
        make: () -> OutgoingClient
    ) -> (client: OutgoingClient, former: OutgoingClient?)? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            if let known = state.clients.first(where: { $0.place == place }) { return (known.client, nil) }
            let former = state.clients.count < Self.placesMax ? nil : state.clients.removeFirst().client
            let client = make()
            state.clients.append((place, client))
            return (client, former)
        }
    }

    /// Closes all connections, for good.
    func shutdown() async throws(OutgoingFailure) {
        let clients = state.withLock { state in
            state.isClosed = true
            defer { state.clients = [] }
            return state.clients.map(\.client)
        }
        for client in clients { try await client.shutdown() }
    }
}

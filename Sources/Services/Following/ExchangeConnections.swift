import Cooperation
import Synchronization

/// The lines to the exchanges that a node follows; each is there once the exchange was met.
package final class ExchangeConnections: Sendable {
    private let connections = Mutex<[ID<Exchange>: any ExchangeConnection]>([:])

    /// The line to an exchange; `nil` before it was met.
    func connection(to exchange: ID<Exchange>) -> (any ExchangeConnection)? {
        connections.withLock { $0[exchange] }
    }

    func keep(_ connection: any ExchangeConnection, to exchange: ID<Exchange>) {
        connections.withLock { $0[exchange] = connection }
    }
}

import Synchronization

/// How many connections each address has open.
final class PeerConnections: Sendable {
    private let perAddressMax: Int
    private let open = Mutex<[ClientAddress: Int]>([:])

    init(perAddressMax: Int) {
        self.perAddressMax = perAddressMax
    }

    /// Counts one more connection, unless the address has as many as it may.
    func enter(_ address: ClientAddress) -> Bool {
        open.withLock { open in
            let count = open[address, default: 0]
            guard count < perAddressMax else { return false }
            open[address] = count + 1
            return true
        }
    }

    func leave(_ address: ClientAddress) {
        open.withLock { open in
            guard let count = open[address] else { return }
            open[address] = count > 1 ? count - 1 : nil
        }
    }
}

import Synchronization

/// The room on the disk that all answers share which wait for their clients, those of one key no more than its part.
package final class BacklogRoom: Sendable {
    /// Whose answers wait.
    package struct Reader: Sendable, Hashable {
        private let key: String

        /// Names a reader by the key with which the requests came.
        package init(key: some CustomStringConvertible) { self.key = key.description }
    }

    private struct Used {
        var bytes: Int64 = 0
        var byReader: [Reader: Int64] = [:]
    }

    /// How much room there is for all together, in bytes.
    package static let bytesMaxStandard: Int64 = 4 << 30
    /// How much of it there is for the answers of one key, in bytes.
    package static let bytesPerKeyMaxStandard: Int64 = 1 << 30

    private let bytesMax: Int64
    private let bytesPerKeyMax: Int64
    private let used = Mutex(Used())

    package init(
        bytesMax: Int64 = BacklogRoom.bytesMaxStandard,
        bytesPerKeyMax: Int64 = BacklogRoom.bytesPerKeyMaxStandard
    ) {
        self.bytesMax = bytesMax
        self.bytesPerKeyMax = bytesPerKeyMax
    }

    /// How much of it is taken, in bytes.
    package var usedBytes: Int64 { used.withLock(\.bytes) }

    /// How many readers have taken any.
    package var readers: Int { used.withLock(\.byReader.count) }

    /// Takes room, where there is enough.
    func take(_ bytes: Int64, for reader: Reader) -> Bool {
        used.withLock { used in
            let own = used.byReader[reader] ?? 0
            guard used.bytes + bytes <= bytesMax, own + bytes <= bytesPerKeyMax else { return false }
            used.bytes += bytes
            used.byReader[reader] = own + bytes
            return true
        }
    }

    /// Gives room back.
    func giveBack(_ bytes: Int64, of reader: Reader) {
        used.withLock { used in
            used.bytes -= bytes
            let left = (used.byReader[reader] ?? 0) - bytes
            used.byReader[reader] = left > 0 ? left : nil
        }
    }
}

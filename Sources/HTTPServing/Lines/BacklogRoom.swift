import Synchronization

/// The room on the disk that all answers share which wait for their clients.
package final class BacklogRoom: Sendable {
    /// How much room there is for all together, in bytes.
    package static let bytesMaxStandard: Int64 = 4 << 30

    private let bytesMax: Int64
    private let used = Mutex<Int64>(0)

    package init(bytesMax: Int64 = BacklogRoom.bytesMaxStandard) {
        self.bytesMax = bytesMax
    }

    /// How much of it is taken, in bytes.
    package var usedBytes: Int64 { used.withLock(\.self) }

    /// Takes room, where there is enough.
    func take(_ bytes: Int64) -> Bool {
        used.withLock { used in
            guard used + bytes <= bytesMax else { return false }
            used += bytes
            return true
        }
    }

    /// Gives room back.
    func giveBack(_ bytes: Int64) { used.withLock { $0 -= bytes } }
}

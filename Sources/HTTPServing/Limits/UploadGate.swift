import Synchronization

/// Bounds what uploads hold in memory: of one key, so that one that sends slowly leaves the others their share, and of
/// all together.
package final class UploadGate<Key: Hashable & Sendable>: Sendable {
    private struct Held {
        var bytes = 0
        var byKey: [Key: (files: Int, bytes: Int)] = [:]
    }

    private let limits: UploadLimits
    private let held = Mutex(Held())

    package init(limits: UploadLimits = UploadLimits()) {
        self.limits = limits
    }

    /// How many files there is room taken for, and how many bytes.
    package var holding: (files: Int, bytes: Int) {
        held.withLock { held in (held.byKey.values.reduce(0) { $0 + $1.files }, held.bytes) }
    }

    /// Takes room for a file.
    ///
    /// - Parameters:
    ///   - bytes: how many bytes are announced, or may come where none are.
    ///   - key: who sends them.
    /// - Returns: the room, which is free again once nobody holds it.
    /// - Throws: `Problem` `too-many-requests-at-once` where the key holds as much as it may, `overloaded` where all
    ///   together do.
    package func room(bytes: Int, for key: Key) throws(Problem) -> HeldPlace {
        try held.withLock { held throws(Problem) in
            let own = held.byKey[key] ?? (0, 0)
            guard own.files < limits.filesPerKeyMax, own.bytes + bytes <= limits.bytesPerKeyMax else {
                throw .tooManyRequestsAtOnce
            }
            guard held.bytes + bytes <= limits.bytesMax else { throw .overloaded }
            held.byKey[key] = (own.files + 1, own.bytes + bytes)
            held.bytes += bytes
        }
        return HeldPlace { [self] in giveBack(bytes, of: key) }
    }

    private func giveBack(_ bytes: Int, of key: Key) {
        held.withLock { held in
            held.bytes -= bytes
            if let own = held.byKey[key] {
                held.byKey[key] = own.files > 1 ? (own.files - 1, own.bytes - bytes) : nil
            }
        }
    }

    /// Runs work that reads and holds a file.
    ///
    /// - Parameters:
    ///   - bytes: how many bytes are announced, or may come where none are.
    ///   - key: who sends them.
    ///   - work: what reads the file; all of it is given back when that ends.
    /// - Returns: what `work` returns.
    /// - Throws: As ``room(bytes:for:)``; nothing was read then. Else what `work` throws.
    package func hold<Result: Sendable>(
        bytes: Int,
        for key: Key,
        _ work: () async throws -> Result
    ) async throws -> Result {
        let room = try room(bytes: bytes, for: key)
        defer { room.keep() }
        return try await work()
    }
}

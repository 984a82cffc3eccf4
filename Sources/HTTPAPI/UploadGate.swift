import Cooperation
import HTTPServing
import Synchronization

/// Bounds what uploads hold in memory: of one key, so that one that sends slowly leaves the others their share, and of
/// all together.
package final class UploadGate: Sendable {
    /// What may be held at once.
    package struct Limits: Hashable, Sendable {
        /// Files of one key.
        package var filesPerKeyMax = 64
        /// Bytes of one key: three of the largest files.
        package var bytesPerKeyMax = 150_000_000 + 3 * APIRoutes.formOverheadMax
        /// Bytes of everybody together: the shares of four keys.
        package var bytesMax = 4 * (150_000_000 + 3 * APIRoutes.formOverheadMax)

        package init() {}
    }

    private struct Held {
        var bytes = 0
        var byKey: [ID<Key>: (files: Int, bytes: Int)] = [:]
    }

    private let limits: Limits
    private let held = Mutex(Held())

    package init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Runs work that reads and holds a file.
    ///
    /// - Parameters:
    ///   - bytes: how many bytes are announced, or may come where none are.
    ///   - key: who sends them.
    ///   - work: what reads the file; all of it is given back when that ends.
    /// - Returns: what `work` returns.
    /// - Throws: `Problem` `too-many-requests-at-once` where the key holds as much as it may, `overloaded` where all
    ///   together do; nothing was read then. Else what `work` throws.
    package func hold<Result: Sendable>(
        bytes: Int,
        for key: ID<Key>,
        _ work: () async throws -> Result
    ) async throws -> Result {
        try held.withLock { held throws(Problem) in
            let own = held.byKey[key] ?? (0, 0)
            guard own.files < limits.filesPerKeyMax, own.bytes + bytes <= limits.bytesPerKeyMax else {
                throw .tooManyRequestsAtOnce
            }
            guard held.bytes + bytes <= limits.bytesMax else { throw .overloaded }
            held.byKey[key] = (own.files + 1, own.bytes + bytes)
            held.bytes += bytes
        }
        defer {
            held.withLock { held in
                held.bytes -= bytes
                if let own = held.byKey[key] {
                    held.byKey[key] = own.files > 1 ? (own.files - 1, own.bytes - bytes) : nil
                }
            }
        }
        return try await work()
    }
}

import HTTPServing
import Synchronization

/// Bounds how many files are held in memory at once: each may have 50 MB.
final class UploadGate: Sendable {
    /// How many files are taken in at once.
    static let uploadsMax = 16

    private let open = Mutex(0)

    /// Runs work that holds a file.
    ///
    /// - Throws: `Problem` `overloaded` where too many are held already.
    func hold<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
        let isFree = open.withLock { open in
            guard open < Self.uploadsMax else { return false }
            open += 1
            return true
        }
        guard isFree else { throw Problem.overloaded }
        defer { open.withLock { $0 -= 1 } }
        return try await work()
    }
}

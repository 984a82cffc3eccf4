import CanonicalJSON
import Crypto
import Synchronization

/// What tells one request from another, taken as its bytes come.
package final class RequestDigest: Sendable {
    private let hash: Mutex<SHA256>

    /// Begins with what stands before the body.
    ///
    /// - Parameter head: the parts; they can't run into each other.
    package init(head: [String]) {
        var hash = SHA256()
        for part in head {
            hash.update(data: Array("\(part.utf8.count):".utf8))
            hash.update(data: Array(part.utf8))
        }
        self.hash = Mutex(hash)
    }

    /// Takes the next bytes of the body.
    package func take(_ bytes: [UInt8]) { hash.withLock { $0.update(data: bytes) } }

    /// The digest of all that was taken so far, in hexadecimal.
    package var hex: String { Hexadecimal.encode(hash.withLock { $0 }.finalize()) }
}

import CanonicalJSON
import Crypto
import Synchronization

/// What tells one request from another, taken as its bytes come.
package final class RequestDigest: Sendable {
    private let code: Mutex<HMAC<SHA256>>

    /// Begins with what stands before the body.
    ///
    /// - Parameters:
    ///   - head: the parts; they can't run into each other.
    ///   - secrets: without which nobody can tell what was sent by trying what it may have been.
    package init(head: [String], secrets: NodeSecrets) {
        var code = secrets.requestCode
        for part in head {
            code.update(data: Array("\(part.utf8.count):".utf8))
            code.update(data: Array(part.utf8))
        }
        self.code = Mutex(code)
    }

    /// Takes the next bytes of the body.
    package func take(_ bytes: [UInt8]) { code.withLock { $0.update(data: bytes) } }

    /// The keyed digest of all that was taken so far, in hexadecimal.
    package var hex: String { Hexadecimal.encode(code.withLock { $0 }.finalize()) }
}

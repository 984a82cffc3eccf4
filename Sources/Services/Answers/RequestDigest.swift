import CanonicalJSON
import Crypto
import Synchronization

/// What tells one request from another, taken as its bytes come.
package final class RequestDigest: Sendable {
    private struct State {
        var code: HMAC<SHA256>
        // A client that waited for its answer while the node was updated repeats what it sent, and what an older program kept of
        // that has no key. Answers are kept for 24 hours: once nobody updates from such a program, this goes.
        var former = SHA256()

        mutating func take(_ bytes: [UInt8]) {
            code.update(data: bytes)
            former.update(data: bytes)
        }
    }

    private let state: Mutex<State>

    /// Begins with what stands before the body.
    ///
    /// - Parameters:
    ///   - head: the parts; they can't run into each other.
    ///   - secrets: without which nobody can tell what was sent by trying what it may have been.
    package init(head: [String], secrets: NodeSecrets) {
        var state = State(code: secrets.requestCode)
        for part in head {
            state.take(Array("\(part.utf8.count):".utf8))
            state.take(Array(part.utf8))
        }
        self.state = Mutex(state)
    }

    /// Takes the next bytes of the body.
    package func take(_ bytes: [UInt8]) { state.withLock { $0.take(bytes) } }

    /// The keyed digest of all that was taken so far, in hexadecimal.
    package var hex: String { Hexadecimal.encode(state.withLock { $0.code }.finalize()) }

    /// Whether what is kept of a request is that of one that reads the same so far, also from before it was keyed.
    package func matches(_ kept: String) -> Bool {
        let former = state.withLock { $0.former }
        return kept == hex || kept == Hexadecimal.encode(former.finalize())
    }
}

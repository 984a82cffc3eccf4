import Cooperation
import HTTPAPI
import HTTPServing
import Services
import Synchronization

/// Turns a token into the caller that a test made for it, so that also callers are tried that no key could name; any
/// other token is looked up as a key of the node.
final class CallerList: RequestAuthenticator {
    private let callers = Mutex<[String: Caller]>([:])
    private let keys: NodeAuthenticator

    init(node: Node) {
        keys = NodeAuthenticator(node: node)
    }

    /// A token that stands for a caller from now on.
    func token(for caller: Caller) -> String {
        callers.withLock { callers in
            let token = "caller-\(callers.count)"
            callers[token] = caller
            return token
        }
    }

    func authenticate(_ token: BearerToken) async throws(Problem) -> Caller {
        let text = String(decoding: token.bytes, as: UTF8.self)
        if let caller = callers.withLock({ $0[text] }) { return caller }
        return try await keys.authenticate(token)
    }

    func limitKey(of caller: Caller) -> ID<Key> { caller.key }
}

import Cooperation
import HTTPServing

/// Nobody has a key: the console's people come with a cookie.
struct NoKeys: RequestAuthenticator {
    func authenticate(_ token: BearerToken) async throws(Problem) -> Caller { throw .keyNotValid }

    func limitKey(of caller: Caller) -> ID<Key> { caller.key }
}

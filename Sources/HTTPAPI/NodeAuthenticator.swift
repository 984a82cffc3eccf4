import Cooperation
import HTTPServing
import Services

/// Finds out who sent a key, through the node's own directory.
package struct NodeAuthenticator: RequestAuthenticator {
    private let node: Node

    package init(node: Node) {
        self.node = node
    }

    package func authenticate(_ token: BearerToken) async throws(Problem) -> Caller {
        let caller: Caller?
        do {
            caller = try await node.keys.caller(secret: token.bytes, actingPerson: nil, now: node.clock())
        } catch {
            throw Problem.translated(error) ?? .internalError
        }
        guard let caller else { throw .keyNotValid }
        return caller
    }

    package func limitKey(of caller: Caller) -> ID<Key> { caller.key }
}

import Cooperation
import HTTPServing
import Services
import Synchronization

/// The requests that are being answered now under words of their callers' choice.
final class RepeatGate: Sendable {
    private struct Name: Hashable {
        let key: ID<Key>
        let word: IdempotencyKey
    }

    private let running = Mutex<Set<Name>>([])

    /// Lets one request of a key in under a word.
    ///
    /// - Returns: its place, which is free again once nobody holds it.
    /// - Throws: `Refusal` `idempotency-key-in-use`.
    func enter(_ key: ID<Key>, _ word: IdempotencyKey) throws(Refusal) -> HeldPlace {
        let name = Name(key: key, word: word)
        guard running.withLock({ $0.insert(name).inserted }) else { throw AnswerScope.inUse }
        return HeldPlace { [self] in running.withLock { _ = $0.remove(name) } }
    }
}

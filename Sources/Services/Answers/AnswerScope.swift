import CanonicalJSON
import Cooperation
import Crypto
import Synchronization

/// One request that brought a word for its repeats; what it writes is remembered under that word, in the same transaction.
///
/// It is bound around the handler, so that no use case has to know of it.
package final class AnswerScope: Sendable {
    /// The request that is being answered, if it brought a word.
    @TaskLocal package static var current: AnswerScope?

    /// What is remembered.
    package enum Kept: Sendable {
        /// Nothing was written yet.
        case nothing
        /// That it was done, and not what was answered.
        case act
        /// All of it.
        case answer
    }

    private typealias Rendering = @Sendable (any Sendable) throws -> KeptAnswer.Content?
    private typealias Accompanying = @Sendable (any StoreTransaction) throws -> Void

    private struct State {
        var kept = Kept.nothing
        var rendering: Rendering?
        var accompanying: Accompanying?
    }

    private let key: ID<Key>
    private let word: String
    private let digest: RequestDigest
    private let state = Mutex(State())

    package init(key: ID<Key>, word: String, digest: RequestDigest) {
        self.key = key
        self.word = word
        self.digest = digest
    }

    /// The word by which another node knows what it is asked to do for this request, so that a repeat of this one repeats that.
    ///
    /// It tells nothing of the client's own word, which may be one of ours elsewhere.
    package var carriedWord: String {
        Hexadecimal.encode(SHA256.hash(data: Array("perisai-carried\n\(key)\n\(word)".utf8)))
    }

    package var kept: Kept { state.withLock { $0.kept } }

    /// Says how what the act makes is answered, before it is done.
    ///
    /// - Parameter rendering: makes the answer that is kept; it runs within the transaction and reads nothing.
    package func prepare<Made: Sendable>(_ rendering: @escaping @Sendable (Made) throws -> KeptAnswer.Content) {
        state.withLock { $0.rendering = { made in try (made as? Made).map(rendering) } }
    }

    /// Says what repeats are answered, whatever the act makes.
    package func prepare(always content: KeptAnswer.Content) {
        state.withLock { $0.rendering = { _ in content } }
    }

    /// Says what is done together with the keeping of the answer, as a repeat does nothing but answer.
    ///
    /// - Parameter doing: does it within the transaction, before the answer is kept there.
    func accompany(_ doing: @escaping @Sendable (any StoreTransaction) throws -> Void) {
        state.withLock { $0.accompanying = doing }
    }

    /// Remembers what one transaction did, within it.
    ///
    /// - Returns: what is remembered once it is committed.
    /// - Throws: `Refusal` `idempotency-key-in-use` where another request with the same word was faster.
    func keep(_ result: any Sendable, in transaction: any StoreTransaction) throws -> Kept {
        let (kept, rendering, accompanying) = state.withLock { ($0.kept, $0.rendering, $0.accompanying) }
        guard kept != .answer else { return kept }
        if kept == .nothing, let known = try transaction.keptAnswer(of: key, word: word),
            known.isKept(at: transaction.now)
        {
            throw Self.inUse
        }
        let content = try rendering?(result)
        guard content != nil || kept == .nothing else { return kept }
        if content != nil { try accompanying?(transaction) }
        try transaction.keepAnswer(answer(content, at: transaction.now))
        return content == nil ? .act : .answer
    }

    func committed(_ kept: Kept) { state.withLock { $0.kept = kept } }

    func answer(_ content: KeptAnswer.Content?, at now: Timestamp) -> KeptAnswer {
        KeptAnswer(key: key, word: word, requestDigest: digest.hex, time: now, content: content)
    }

    /// Why a request waits for another.
    package static var inUse: Refusal {
        Refusal(
            .conflict,
            "idempotency-key-in-use",
            "A request with this Idempotency-Key is being answered; repeat it when that is done."
        )
    }
}

extension Refusal {
    /// Why a repeat is not told again what an exchange made and told once.
    package static let secretAlreadyShown = Refusal(
        .conflict,
        "secret-already-shown",
        "This was made before, and its secret was told then; make a new one."
    )
}

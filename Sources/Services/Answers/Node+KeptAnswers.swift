import Cooperation

extension Node {
    /// How many answers are forgotten at once.
    private static let forgottenAtOnce = 1000

    /// What a request with this word was answered, if it was and is still known.
    ///
    /// - Throws: `StoreError`.
    package func keptAnswer(of key: ID<Key>, word: String) async throws -> KeptAnswer? {
        let now = clock()
        return try await store.read { reading in
            try reading.keptAnswer(of: key, word: word).flatMap { $0.isKept(at: now) ? $0 : nil }
        }
    }

    /// Adds the answer to an act that was remembered without one.
    ///
    /// - Throws: `StoreError`.
    package func complete(_ scope: AnswerScope, with content: KeptAnswer.Content) async throws {
        try await AnswerScope.$current.withValue(nil) {
            try await store.write { transaction in
                try transaction.keepAnswer(scope.answer(content, at: transaction.now))
            }
        }
        scope.committed(.answer)
    }

    /// Forgets the answers whose time is over.
    ///
    /// - Returns: how many.
    package func forgetAnswers() async throws -> Int {
        let end = Timestamp(microseconds: clock().microseconds - KeptAnswer.keepingTime.count * 1_000_000)
        guard let oldest = try await store.read({ try $0.oldestKeptAnswer() }), oldest <= end else { return 0 }
        let most = Self.forgottenAtOnce
        return try await store.write { try $0.forgetAnswers(keptUntil: end, limit: most) }
    }
}

extension WebhookDelivery {
    /// What follows from an answer.
    public enum Outcome: Sendable, Hashable {
        /// It arrived.
        case delivered
        /// The receiver wants nothing more, ever.
        case gone
        /// It is tried again, or given up, as the delivery says.
        case failed(WebhookDelivery)
    }

    private static let gone = 410

    /// Decides what follows from an answer.
    ///
    /// - Parameters:
    ///   - answer: what came of sending it.
    ///   - now: the time.
    ///   - random: any number, drawn evenly.
    /// - Returns: what follows.
    public func outcome(of answer: WebhookAnswer, now: Timestamp, random: UInt64) -> Outcome {
        var next = self
        var pause = Seconds(0)
        next.attempts += 1
        switch answer {
        case .answered(200..<300, _): return .delivered
        case .answered(Self.gone, _): return .gone
        case .answered(let status, let retryAfter):
            next.failure = WebhookFailure(.refused, status: status)
            pause = retryAfter ?? pause
        case .failed(let reason): next.failure = WebhookFailure(reason)
        }
        guard let own = WebhookBackOff.pause(afterAttempts: next.attempts, random: random) else {
            (next.state, next.dueAt) = (.dead, now)
            return .failed(next)
        }
        next.dueAt = now + max(own, pause)
        return .failed(next)
    }

    /// The delivery as it is given up because its webhook is told nothing any more.
    public func abandoned(at now: Timestamp) -> WebhookDelivery {
        var next = self
        (next.state, next.dueAt) = (.dead, now)
        next.failure = WebhookFailure(.switchedOff)
        return next
    }

    /// The delivery as it is tried anew after it was given up.
    public func replayed(at now: Timestamp) -> WebhookDelivery {
        var next = self
        (next.state, next.dueAt, next.attempts) = (.waiting, now, 0)
        return next
    }
}

import Cooperation
import Logging

extension FollowExchange {
    /// How soon what could not be handed over is looked at again.
    private static let deliveryPause = Duration.seconds(1)
    /// How long to wait after an empty page that came at once.
    private static let emptyPause = Duration.milliseconds(200)
    /// How often the journal is looked at for an operator's word at most.
    private static let acknowledgementPause = Duration.milliseconds(200)

    /// Follows until the task is cancelled: survives the exchange's absence, and rests while its log can't be trusted.
    ///
    /// Receiving, verifying and delivering go on each for itself: where one fails it alone is tried again, after a pause
    /// that grows. After an alarm all rest until an operator acknowledged it.
    package func run(logger: Logger) async {
        while !Task.isCancelled {
            do {
                try await followUntilAlarm(logger)
            } catch let stopped as Stopped {
                logger.critical(
                    "The exchange's log can't be trusted; its signals only queue for review.",
                    metadata: ["alarm": "\(stopped.alarm.rawValue)", "exchange": "\(stopped.exchange)"]
                )
                guard await isAcknowledged(stopped.exchange, logger) else { return }
                logger.notice("The alarm was acknowledged; the exchange is followed on.")
            } catch let refusal as Refusal {
                status.end()
                logger.critical("Following an exchange was refused.", metadata: ["code": "\(refusal.code)"])
                return
            } catch {
                return
            }
        }
    }

    private func followUntilAlarm(_ logger: Logger) async throws {
        try await trying(.meet, logger) { try await recall() }
        let (id, introduction) = try await trying(.meet, logger) { try await meet() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await receiveForever(id, logger) }
            group.addTask { try await verifyForever(id, interval: introduction.checkpointInterval, logger) }
            group.addTask { try await deliverForever(id, logger) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func receiveForever(_ id: ID<Exchange>, _ logger: Logger) async throws {
        while true {
            let start = ContinuousClock.now
            // After an absence another exchange may answer; it is asked who it is before anything is taken from it.
            let count = try await trying(.receive, logger, afterFailure: { try await meet() }) {
                try await receive(from: id, wait: Seconds(30))
            }
            // An exchange that does not wait as it was asked is not asked without a pause.
            if count == 0, ContinuousClock.now - start < Self.emptyPause { try await Task.sleep(for: Self.emptyPause) }
        }
    }

    private func verifyForever(_ id: ID<Exchange>, interval: Seconds, _ logger: Logger) async throws {
        // Half the exchange's own interval, so that a checkpoint is at most that old when it is verified.
        let pause = Duration.milliseconds(max(500, interval.count * 500))
        while true {
            _ = try await trying(.verify, logger) {
                try await verifyLog(of: id, patience: Seconds(interval.count * 2 + 1))
            }
            try await Task.sleep(for: pause)
        }
    }

    private func deliverForever(_ id: ID<Exchange>, _ logger: Logger) async throws {
        while true {
            let size = store.journalGrowth.size
            _ = try await trying(.deliver, logger) { try await deliver(to: id) }
            try await trying(.deliver, logger) {
                if try await hasWaiting(for: id) {
                    try await Task.sleep(for: Self.deliveryPause)
                } else {
                    try await nextDispatch(after: size)
                }
            }
        }
    }

    /// Waits until a word was put on its way at this position of the journal or later.
    private func nextDispatch(after size: Int64) async throws {
        var seen = size
        while true {
            let grown = try await store.journalGrowth.grows(beyond: seen)
            let from = seen
            let isQueued = try await store.read { reading in
                try !reading.events(EventQuery(from: from, types: [DispatchQueued.type], limit: 1)).isEmpty
            }
            if isQueued { return }
            seen = grown
        }
    }

    /// Does something until it succeeds.
    ///
    /// - Parameters:
    ///   - part: what it is part of.
    ///   - logger: where failures are told.
    ///   - afterFailure: what is done before it is tried again.
    ///   - work: what is done.
    /// - Returns: what the work returned.
    /// - Throws: `CancellationError`, `Stopped` and `Refusal`, after which trying again is no use.
    private func trying<Value: Sendable>(
        _ part: FollowStatus.Part,
        _ logger: Logger,
        afterFailure: (@Sendable () async throws -> Void)? = nil,
        _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        var pause = GrowingPause(pauses)
        var hasFailed = false
        while true {
            do {
                if hasFailed { try await afterFailure?() }
                let value = try await work()
                status.note(part, nil)
                return value
            } catch let error where error is CancellationError || error is Stopped || error is Refusal {
                throw error
            } catch {
                try Task.checkCancellation()
                hasFailed = true
                let failure = error as? ExchangeFailure
                status.note(part, failure)
                let length = pause.next(retryAfter: failure?.retryAfter)
                logger.log(
                    level: failure?.code == .newer ? .critical : .warning,
                    "The exchange could not be followed; trying again.",
                    metadata: [
                        "part": "\(part.rawValue)", "error": "\(failure?.description ?? "store")",
                        "milliseconds": "\(length / .milliseconds(1))",
                    ]
                )
                try await Task.sleep(for: length)
            }
        }
    }

    /// Waits until an operator looked into the alarm.
    ///
    /// - Returns: false when the waiting was cancelled.
    private func isAcknowledged(_ id: ID<Exchange>, _ logger: Logger) async -> Bool {
        do {
            while true {
                let size = store.journalGrowth.size
                let isStopped = try await trying(.meet, logger) {
                    try await store.read { try $0.load(Exchange.self, id)?.isStopped ?? false }
                }
                guard isStopped else { return true }
                _ = try await store.journalGrowth.grows(beyond: size)
                try await Task.sleep(for: Self.acknowledgementPause)
            }
        } catch {
            return false
        }
    }
}

import Cooperation
import Logging

extension FollowExchange {
    /// The longest pause after failures.
    private static let pauseMax = Seconds(30)
    /// How often the outbox is looked at while nothing wakes it.
    private static let outboxInterval = Seconds(1)

    /// Follows until the task is cancelled: survives the exchange's absence, and stops where its log can't be trusted.
    package func run(logger: Logger) async throws {
        var pause = Seconds(1)
        while !Task.isCancelled {
            do {
                let (id, introduction) = try await meet()
                pause = Seconds(1)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await receiveForever(id) }
                    group.addTask { try await verifyForever(id, interval: introduction.checkpointInterval) }
                    group.addTask { try await deliverForever(id) }
                    defer { group.cancelAll() }
                    try await group.next()
                }
            } catch is CancellationError {
                return
            } catch let stopped as Stopped {
                logger.critical(
                    "The exchange's log can't be trusted; its signals only queue for review.",
                    metadata: ["alarm": "\(stopped.alarm.rawValue)"]
                )
                return
            } catch let refusal as Refusal {
                logger.critical("Following an exchange was refused.", metadata: ["code": "\(refusal.code)"])
                return
            } catch {
                logger.warning(
                    "The exchange could not be reached; trying again.",
                    metadata: [
                        "seconds": "\(pause.count)", "error": "\((error as? ExchangeFailure)?.description ?? "store")",
                    ]
                )
                do { try await Task.sleep(for: .seconds(pause.count)) } catch { return }
                pause = Seconds(min(pause.count * 2, Self.pauseMax.count))
            }
        }
    }

    private func receiveForever(_ id: ID<Exchange>) async throws {
        while true { _ = try await receive(from: id, wait: Seconds(30)) }
    }

    private func verifyForever(_ id: ID<Exchange>, interval: Seconds) async throws {
        // Half the exchange's own interval, so that a checkpoint is at most that old when it is verified.
        let pause = Duration.milliseconds(max(500, interval.count * 500))
        while true {
            _ = try await verifyLog(of: id, patience: Seconds(interval.count * 2 + 1))
            try await Task.sleep(for: pause)
        }
    }

    private func deliverForever(_ id: ID<Exchange>) async throws {
        while true {
            _ = try await deliver(to: id)
            try await Task.sleep(for: .seconds(Self.outboxInterval.count))
        }
    }
}

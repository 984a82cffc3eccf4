import Cooperation
import Logging
import Synchronization

/// Tells webhooks what happened, each event at least once, those about one thing in their order.
///
/// It reads the journal as far as each webhook's role may, queues what is to be told in the transaction that moves its own
/// place in the journal, and sends what waits. What was queued is looked at again before it is sent, so that nothing goes to
/// whoever may not read it any more.
package struct WebhookKeeper: Sendable {
    /// How many webhooks are sent to at once.
    private static let lanesMax = 32
    private static let pause = Duration.seconds(1)
    private static let sweepPause = Seconds.hours(1)

    /// What is remembered while the process lives.
    final class Memory: Sendable {
        /// Before this position nothing is left to be queued.
        let position = Mutex<Int64>(0)
        /// When what was given up long ago was last forgotten.
        let swept = Mutex<Timestamp?>(nil)
    }

    private enum Step: Sendable {
        /// The journal grew, or time passed.
        case look
        /// All that may be sent to a webhook now was sent.
        case ended(ID<Webhook>)
    }

    let node: Node
    let sender: any WebhookSending
    let memory = Memory()

    /// Makes a keeper.
    package init(node: Node, sender: any WebhookSending) {
        self.node = node
        self.sender = sender
    }

    /// Goes on until the task is cancelled.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Step.self) { group in
            var busy: Set<ID<Webhook>> = []
            group.addTask { .look }
            while let step = try await group.next() {
                switch step {
                case .ended(let webhook): busy.remove(webhook)
                case .look:
                    let size = node.store.journalGrowth.size
                    try await takeAll()
                    for webhook in try await due() where !busy.contains(webhook) && busy.count < Self.lanesMax {
                        busy.insert(webhook)
                        group.addTask {
                            try await deliver(to: webhook)
                            return .ended(webhook)
                        }
                    }
                    group.addTask {
                        _ = try await node.store.journalGrowth.grows(beyond: size, until: .now + Self.pause)
                        return .look
                    }
                }
            }
        }
    }

    /// Queues all that is new, and sends once all that may be sent now.
    package func turn() async throws {
        try await takeAll()
        let due = try await due()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for webhook in due { group.addTask { try await deliver(to: webhook) } }
            try await group.waitForAll()
        }
    }

    private func takeAll() async throws {
        while try await take() {}
        let now = node.clock()
        guard memory.swept.withLock({ $0.map { $0 + Self.sweepPause <= now } ?? true }) else { return }
        try await node.store.write { transaction in
            try transaction.forgetDeadDeliveries(before: transaction.now - WebhookDelivery.deadKept)
        }
        memory.swept.withLock { $0 = now }
    }

    private func due() async throws -> [ID<Webhook>] {
        let now = node.clock()
        return try await node.store.read { try $0.webhooksDue(by: now) }
    }
}

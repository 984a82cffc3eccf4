import Cooperation
import Logging
import Synchronization

/// Tells webhooks what happened, each event at least once, those about one thing in their order.
///
/// It reads the journal as far as each webhook's role may, queues what is to be told in the transaction that moves its own
/// place in the journal, and sends what waits. What was queued is looked at again before it is sent, so that nothing goes to
/// whoever may not read it any more.
package struct WebhookKeeper: Sendable {
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
        /// The journal was looked at.
        case looked(Look)
        /// A webhook had its turn.
        case ended(ID<Webhook>, hasMore: Bool)
    }

    /// What came of one look at the journal.
    private struct Look: Sendable {
        enum Next: Sendable, Hashable {
            /// There may be more to queue.
            case atOnce
            /// All was queued that was before this position.
            case whenGrown(beyond: Int64)
            /// The store has too much to do.
            case later
        }

        /// The webhooks for which something is due.
        var due: [(webhook: ID<Webhook>, organisation: ID<Organisation>)] = []
        /// When it is looked again.
        var next: Next
    }

    /// What came of a webhook's turn.
    private struct Ended: Sendable {
        let webhook: ID<Webhook>
        let hasMore: Bool
        var failure: StoreError?
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
    ///
    /// Where the store has too much to do, what could not be recorded goes out again; the rest goes on.
    package func run(logger: Logger) async throws {
        try await withThrowingTaskGroup(of: Step.self) { group in
            var lanes = WebhookLanes()
            group.addTask { .looked(try await lookUnlessBusy(logger)) }
            while let step = try await group.next() {
                switch step {
                case .ended(let webhook, let hasMore): lanes.end(webhook, hasMore: hasMore)
                case .looked(let look):
                    for (webhook, organisation) in look.due { lanes.add(webhook, of: organisation) }
                    // Beside the lanes: however much there is to queue, what waits goes out meanwhile.
                    group.addTask {
                        try await rest(until: look.next)
                        return .looked(try await lookUnlessBusy(logger))
                    }
                }
                while let webhook = lanes.next() {
                    group.addTask { .ended(webhook, hasMore: try await serve(webhook, logger)) }
                }
            }
        }
    }

    /// Queues all that is new, and sends once all that may be sent now.
    ///
    /// - Throws: `StoreError`, once everything else is done, where something could not be recorded.
    package func turn() async throws {
        var lanes = WebhookLanes()
        var next = Look.Next.atOnce
        while next == .atOnce {
            let look = try await look()
            for (webhook, organisation) in look.due { lanes.add(webhook, of: organisation) }
            next = look.next
        }
        var failure: StoreError?
        try await withThrowingTaskGroup(of: Ended.self) { group in
            while true {
                while let webhook = lanes.next() {
                    group.addTask {
                        do {
                            return Ended(webhook: webhook, hasMore: try await deliver(to: webhook))
                        } catch let error as StoreError {
                            return Ended(webhook: webhook, hasMore: false, failure: error)
                        }
                    }
                }
                guard let ended = try await group.next() else { return }
                failure = failure ?? ended.failure
                lanes.end(ended.webhook, hasMore: ended.hasMore)
            }
        }
        if let failure { throw failure }
    }

    /// Lets a webhook have its turn; where the store fails for it, it rests for a moment.
    private func serve(_ webhook: ID<Webhook>, _ logger: Logger) async throws -> Bool {
        do {
            return try await deliver(to: webhook)
        } catch let error as StoreError {
            logger.warning(
                "what was sent to a webhook could not be recorded, so it is sent again",
                metadata: ["webhook": "\(webhook)", "error": "\(error.code.word)"]
            )
            try await Task.sleep(for: Self.pause)
            return false
        }
    }

    /// Looks, unless the store has too much to do for it now.
    private func lookUnlessBusy(_ logger: Logger) async throws -> Look {
        do {
            return try await look()
        } catch let error as StoreError where error.code == .busy {
            logger.warning("nothing is queued for webhooks now, because the store is busy")
            return Look(next: .later)
        }
    }

    /// Queues the next page of what is new, and finds for which webhooks something is due.
    private func look() async throws -> Look {
        let size = node.store.journalGrowth.size
        let hasMore = try await take()
        try await sweep()
        let now = node.clock()
        let due = try await node.store.read { reading in
            let due = try reading.webhooksDue(by: now)
            let webhooks = try reading.load(Webhook.self, ids: due)
            return due.compactMap { id in webhooks[id].map { (webhook: id, organisation: $0.organisation) } }
        }
        return Look(due: due, next: hasMore ? .atOnce : .whenGrown(beyond: size))
    }

    private func rest(until next: Look.Next) async throws {
        switch next {
        case .atOnce: break
        case .later: try await Task.sleep(for: Self.pause)
        case .whenGrown(let size):
            _ = try await node.store.journalGrowth.grows(beyond: size, until: .now + Self.pause)
        }
    }

    /// Forgets what was given up long ago, and secrets that sign nothing any more.
    private func sweep() async throws {
        let now = node.clock()
        guard memory.swept.withLock({ $0.map { $0 + Self.sweepPause <= now } ?? true }) else { return }
        let outlived = try await node.store.read { try $0.outlivedWebhookSecrets(at: now) }
        try await node.store.write { transaction in
            try transaction.forgetDeadDeliveries(before: transaction.now - WebhookDelivery.deadKept)
            for position in outlived {
                _ = try transaction.eraseSealedParts(["secret"], at: position, forgetting: .none)
            }
        }
        memory.swept.withLock { $0 = now }
    }
}

extension StoreReading {
    /// Where the secrets stand that sign nothing any more and are still there.
    fileprivate func outlivedWebhookSecrets(at now: Timestamp) throws -> [Int64] {
        let states = [Webhook.State.on, .off].map { FacetValue.text($0.rawValue) }
        let query = AggregateQuery<Webhook>([.isOneOf(.state, states)], limit: WebhookKeeper.webhooksMax)
        let positions = try find(query).compactMap { $0.outlivedSecretPosition(at: now) }
        return try sealedParts(["secret"], at: positions).filter { $0.value["secret"] != nil }.keys.sorted()
    }
}

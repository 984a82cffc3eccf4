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
        /// The journal grew, or time passed.
        case look
        /// A webhook had its turn.
        case ended(ID<Webhook>, hasMore: Bool)
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
            group.addTask { .look }
            while let step = try await group.next() {
                switch step {
                case .ended(let webhook, let hasMore): lanes.end(webhook, hasMore: hasMore)
                case .look:
                    let size = node.store.journalGrowth.size
                    let isBusy = try await isBusy(logger) { try await look(&lanes) }
                    group.addTask {
                        if isBusy {
                            try await Task.sleep(for: Self.pause)
                        } else {
                            _ = try await node.store.journalGrowth.grows(beyond: size, until: .now + Self.pause)
                        }
                        return .look
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
        try await look(&lanes)
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

    /// Does something, unless the store has too much to do for it now.
    private func isBusy(_ logger: Logger, _ work: () async throws -> Void) async throws -> Bool {
        do {
            try await work()
            return false
        } catch let error as StoreError where error.code == .busy {
            logger.warning("nothing is queued for webhooks now, because the store is busy")
            return true
        }
    }

    /// Queues all that is new, and lets all webhooks wait for their turn for which something is due.
    private func look(_ lanes: inout WebhookLanes) async throws {
        while try await take() {}
        try await sweep()
        let (now, known) = (node.clock(), lanes.known)
        let due = try await node.store.read { reading in
            let due = try reading.webhooksDue(by: now).filter { !known.contains($0) }
            let webhooks = try reading.load(Webhook.self, ids: due)
            return due.map { ($0, webhooks[$0]?.organisation) }
        }
        for case (let webhook, let organisation?) in due { lanes.add(webhook, of: organisation) }
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

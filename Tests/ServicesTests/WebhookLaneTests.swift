import Cooperation
import Logging
import Services
import Store
import Synchronization
import Testing

/// Webhooks of several members, some of which take long.
@Suite struct `The lanes of webhooks` {
    private static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// A receiver that does something with each message before it answers.
    private final class Receivers: WebhookSending {
        private let heard = Mutex<[WebhookMessage]>([])
        private let work: @Sendable (WebhookMessage) async -> Void

        init(_ work: @escaping @Sendable (WebhookMessage) async -> Void) { self.work = work }

        var all: [WebhookMessage] { heard.withLock(\.self) }
        /// How many messages came to each address.
        var counts: [String: Int] { Dictionary(all.map { ($0.address, 1) }, uniquingKeysWith: +) }

        func send(_ message: WebhookMessage) async -> WebhookAnswer {
            heard.withLock { $0.append(message) }
            await work(message)
            return .answered(status: 204, retryAfter: nil)
        }
    }

    /// A member of an exchange with webhooks.
    private struct Member {
        let id: ID<Organisation>
        let administrator: Caller

        init(_ name: String, on exchange: TestNode) async throws {
            let member = try await exchange.member(name, .platform, interests: Interests(owners: [name]))
            (id, administrator) = (member.id, member.administrator)
        }

        func webhooks(_ count: Int, at address: String, on exchange: TestNode) async throws {
            for number in 0..<count {
                _ = try await exchange.node.makeWebhook(
                    for: id,
                    role: .administrator,
                    kinds: [.keyIssued],
                    address: "https://\(address).example/\(number)",
                    by: administrator
                )
            }
        }

        func issue(on exchange: TestNode) async throws {
            _ = try await exchange.node.issueKey(
                for: id,
                role: .curator,
                person: nil,
                vouches: false,
                expiresAt: nil,
                by: administrator
            )
        }
    }

    private static func exchange() async throws -> TestNode {
        try await TestNode("TEST Secretariat", kind: .secretariat, isExchange: true)
    }

    /// Runs a keeper until something has come about.
    private static func run(_ keeper: WebhookKeeper, until isDone: @escaping @Sendable () -> Bool) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await keeper.run(logger: quiet) }
            group.addTask { while !isDone() { try await Task.sleep(for: .milliseconds(1)) } }
            try await group.next()
            group.cancelAll()
        }
    }

    @Test func `forty older webhooks whose receivers never answer keep no other member's message waiting`() async throws
    {
        let exchange = try await Self.exchange()
        let slow = [try await Member("one", on: exchange), try await Member("two", on: exchange)]
        let third = try await Member("three", on: exchange)
        for member in slow {
            try await member.webhooks(Webhook.perOrganisationMax, at: "slow", on: exchange)
            try await member.issue(on: exchange)
        }
        try await third.webhooks(1, at: "quick", on: exchange)
        try await third.issue(on: exchange)
        let receivers = Receivers { message in
            // Ends with the keeper.
            while message.address.contains("slow"), !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
            }
        }
        try await Self.run(WebhookKeeper(node: exchange.node, sender: receivers)) {
            receivers.counts["https://quick.example/0"] == 1
        }
        #expect(receivers.counts.count { $0.key.contains("slow") } <= 6, "three of each member")
    }

    @Test func `a webhook for which there is always more leaves its lane to the others of its member`() async throws {
        let exchange = try await Self.exchange()
        let member = try await Member("one", on: exchange)
        try await member.webhooks(8, at: "busy", on: exchange)
        for _ in 0..<10 { try await member.issue(on: exchange) }
        let receivers = Receivers { _ in
            // Whoever is told of a key issues another: the queue never ends.
            try? await member.issue(on: exchange)
        }
        try await Self.run(WebhookKeeper(node: exchange.node, sender: receivers)) { receivers.counts.count == 8 }
        #expect(receivers.counts.count == 8)
    }

    @Test func `a delivery that can't be recorded breaks off none of the others, and alone goes out again`()
        async throws
    {
        let exchange = try await Self.exchange()
        let member = try await Member("one", on: exchange)
        try await member.webhooks(1, at: "one", on: exchange)
        for _ in 0..<8 { try await member.issue(on: exchange) }
        let (arrived, failed) = (Counter(), Counter())
        let receivers = Receivers { _ in
            arrived.add()
            // All are on their way when the first is answered.
            while arrived.count < 8, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
        }
        // After what is queued, and what is forgotten.
        let store = GuardedStore(exchange.store) { number in
            guard number == 3 else { return }
            failed.add()
            throw StoreError(.busy, "TEST")
        }
        let keeper = WebhookKeeper(node: exchange.node(over: store), sender: receivers)
        await #expect(throws: StoreError.self) { try await keeper.turn() }
        #expect(receivers.all.count == 8 && failed.count == 1)
        try await keeper.turn()
        let ids = receivers.all.compactMap { $0.fields.first { $0.name == "webhook-id" }?.value }
        #expect(ids.count == 9 && Set(ids).count == 8)
        #expect(try await exchange.store.read { try $0.deliveryCounts() } == WebhookQueueCounts())
    }

    @Test(.timeLimit(.minutes(10)))
    func `what waits goes out while there is still more to queue`() async throws {
        let exchange = try await Self.exchange()
        let member = try await Member("one", on: exchange)
        try await member.webhooks(1, at: "one", on: exchange)
        // More than are looked at at once.
        for _ in 0..<501 { try await member.issue(on: exchange) }
        let receivers = Receivers { _ in }
        // After the first page and what is forgotten comes the second page, unless a message went out before.
        let store = GuardedStore(exchange.store) { number in
            guard number == 3 else { return }
            while receivers.all.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        }
        let keeper = WebhookKeeper(node: exchange.node(over: store), sender: receivers)
        try await Self.run(keeper) { receivers.all.count >= 501 }
        #expect(receivers.counts == ["https://one.example/0": 501])
    }

    @Test func `a store that is busy ends nothing: what waits is told once it is free`() async throws {
        let exchange = try await Self.exchange()
        let member = try await Member("one", on: exchange)
        try await member.webhooks(1, at: "one", on: exchange)
        try await member.issue(on: exchange)
        let receivers = Receivers { _ in }
        // The queue first, and later what came of the message.
        let store = GuardedStore(exchange.store) { number in
            if number == 1 || number == 4 { throw StoreError(.busy, "TEST") }
        }
        let keeper = WebhookKeeper(node: exchange.node(over: store), sender: receivers)
        try await Self.run(keeper) { receivers.all.count >= 2 }
        let ids = receivers.all.map { $0.fields.first { $0.name == "webhook-id" }?.value }
        #expect(Set(ids).count == 1)
    }

    @Test func `a webhook that is removed while events are queued leaves nothing behind`() async throws {
        let home = try await TestNode("TEST Own", kind: .platform)
        let made = try await home.webhook(of: home.administrator.organisation.id, .administrator, [.keyIssued])
        _ = try await home.person(.reviewer)
        let heard = HeardMessages()
        let store = GuardedStore(home.store) { number in
            guard number == 1 else { return }
            try await home.node.removeWebhook(made.id, of: made.organisation, by: home.administrator)
        }
        let keeper = WebhookKeeper(node: home.node(over: store), sender: heard)
        try await keeper.turn()
        #expect(try await home.store.read { try $0.deliveryCounts() } == WebhookQueueCounts())
        // What was left behind before is no dead letter either.
        try await home.store.write { transaction in
            try transaction.keepDelivery(
                WebhookDelivery(
                    webhook: made.id,
                    position: 1_000_000,
                    subject: made.id.identifier,
                    kind: .keyIssued,
                    state: .waiting,
                    attempts: 0,
                    dueAt: transaction.now,
                    failure: nil
                )
            )
        }
        try await keeper.turn()
        #expect(try await home.store.read { try $0.deliveryCounts() } == WebhookQueueCounts())
        #expect(heard.all.isEmpty)
    }

    @Test func `a webhook that is switched off while events are queued is told none of them later`() async throws {
        let home = try await TestNode("TEST Own", kind: .platform)
        let made = try await home.webhook(of: home.administrator.organisation.id, .administrator, [.keyIssued])
        _ = try await home.person(.reviewer)
        let heard = HeardMessages()
        let store = GuardedStore(home.store) { number in
            guard number == 1 else { return }
            for isOn in [false, true] {
                _ = try await home.node.switchWebhook(
                    made.id,
                    of: made.organisation,
                    on: isOn,
                    by: home.administrator
                )
            }
        }
        let keeper = WebhookKeeper(node: home.node(over: store), sender: heard)
        try await keeper.turn()
        try await keeper.turn()
        #expect(try await home.store.read { try $0.deliveryCounts() } == WebhookQueueCounts())
        #expect(heard.all.isEmpty)
    }
}

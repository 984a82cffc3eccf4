import CanonicalJSON
import Cooperation
import HTTPAPI
import HTTPServing
import LocalDoor
import Services
import Synchronization
import Testing
import TransparencyLog
import Yams

/// What `/metrics` tells, to whom, and what the files in `docs/monitoring` make of it.
@Suite struct `Metrics over HTTP` {
    /// What is measured only where witnesses are asked, and what the root of the program adds.
    private static let elsewhere: Set<String> = [
        "perisai_cosigned_checkpoint_age_seconds", "perisai_media_worker_replacements_total",
        "perisai_store_writable", "perisai_part_restarts_total", "perisai_media_files_waiting",
        "perisai_media_bytes_waiting", "perisai_uploads_open", "perisai_uploads_bytes",
        "perisai_documents_waiting",
    ]

    /// Counts how often something is begun.
    private final class Runs: Sendable {
        private let count = Mutex(0)

        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    private static func contact(behind: Int64?) -> FollowContact {
        FollowContact(
            exchange: nil,
            lastAnswer: nil,
            silence: Seconds(301),
            eventsBehind: behind,
            behindSince: nil,
            behind: Seconds(20)
        )
    }

    private static func names(_ text: String) -> Set<String> {
        Set(
            text.matches(of: #/\bperisai_\w+/#).map { match in
                ["_bucket", "_sum", "_count"].first { match.0.hasSuffix($0) }
                    .map { String(match.0.dropLast($0.count)) } ?? String(match.0)
            }
        )
    }

    @Test func `the operator's people read how the node does, and nobody else`() async throws {
        let test = try await TestNode(kind: .platform)
        let other = try await test.member(.authority)
        try await test.node.log.sign()
        try await LiveAPI.serving(test) { api in
            let own = test.administrator.organisation
            func token(_ organisation: Organisation, _ role: Role) -> String {
                api.callers.token(for: Caller(organisation, role, isPerson: false, isOnExchange: false))
            }
            #expect(try await api.answer("GET", "/metrics", token: nil).status == 401)
            for role in [Role.auditor, .administrator] {
                #expect(try await api.answer("GET", "/metrics", token: token(other, role)).status == 403)
            }
            #expect(try await api.answer("GET", "/metrics", token: token(own, .reviewer)).status == 403)
            let answer = try await api.answer("GET", "/metrics", token: token(own, .auditor))
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
            let text = String(decoding: answer.body, as: UTF8.self)
            let size = test.node.store.journalGrowth.size
            for line in [
                "perisai_journal_events \(size)", "perisai_checkpoint_events \(size)", "perisai_log_signing 1",
                "perisai_following_alarms 0", "perisai_outbox_waiting 0", "perisai_test_total 7",
                "perisai_webhook_deliveries_waiting 0", "perisai_webhook_deliveries_dead 0", "perisai_ready 1",
                "perisai_witnesses 0", "perisai_witnesses_contradicting 0", "perisai_messages_waiting 0",
                "perisai_checkpoint_interval_seconds \(test.node.settings.checkpointInterval.count)",
                #"perisai_http_request_duration_seconds_count{operation="readMetrics",status="4xx"} 4"#,
            ] {
                #expect(text.contains(line + "\n"), "\(line)")
            }
            #expect(!text.contains("TEST"), "No help or label holds what anybody wrote.")
            #expect(!text.contains("perisai_following_silence"), "It follows nobody.")
        }
    }

    @Test func `a node that is degraded, contradicted and cut off says so in numbers`() async throws {
        let test = try await TestNode(kind: .platform)
        for (behind, line) in [(7, "perisai_following_behind_events 7\n"), (nil, nil)] as [(Int64?, String?)] {
            try await LiveAPI.serving(
                test,
                contradictingWitnesses: ["witness.example/w1", "witness.example/w2"],
                following: Self.contact(behind: behind),
                condition: .degraded
            ) { api in
                let token = api.callers.token(for: test.administrator)
                let text = String(decoding: try await api.answer("GET", "/metrics", token: token).body, as: UTF8.self)
                for line in [
                    "perisai_ready 0", "perisai_witnesses_contradicting 2", "perisai_following_silence_seconds 301",
                    "perisai_following_behind_seconds 20",
                ] {
                    #expect(text.contains(line + "\n"), "\(line)")
                }
                #expect(text.contains("\nperisai_following_behind_events ") == (behind != nil))
                if let line { #expect(text.contains(line)) }
            }
        }
    }

    /// Two words for exchanges and three messages to a webhook, none of which anybody sends.
    private static func queue(_ webhook: ID<Webhook>, on test: TestNode) async throws {
        let own = test.administrator.organisation.id
        try await test.node.store.write { transaction in
            for _ in 0..<2 {
                let id: ID<Dispatch> = transaction.newID()
                let command = DispatchCommand.queue(
                    exchange: .random(),
                    message: .filing(.random()),
                    person: .random(),
                    text: nil
                )
                for act in try Dispatch.decide(nil, command, id: id) { try transaction.append(act, by: .node(of: own)) }
            }
            for position in 1_000_000..<1_000_003 as Range<Int64> {
                try transaction.keepDelivery(
                    WebhookDelivery(
                        webhook: webhook,
                        position: position,
                        subject: webhook.identifier,
                        kind: .keyIssued,
                        state: .waiting,
                        attempts: 0,
                        dueAt: transaction.now,
                        failure: nil
                    )
                )
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `what lags, what has grown old and what waits is told in numbers`() async throws {
        let test = try await TestNode(kind: .platform)
        let webhook = try await test.node.makeWebhook(
            for: test.administrator.organisation.id,
            role: .administrator,
            kinds: [.keyIssued],
            address: "https://receiver.example/TEST",
            by: test.administrator
        ).view.webhook.id
        let first = try await test.node.log.sign()
        let witness = try Cosigner(
            name: #require(NoteKeyName("witness.example/w")),
            seed: Array(repeating: 9, count: Cosigner.seedByteCount)
        ).key
        try await test.node.store.write { transaction in
            try transaction.saveCosigned(
                StoredCheckpoint.Cosigned(note: first.note, witnesses: [witness], time: transaction.now),
                size: first.size
            )
        }
        test.clock.pass(100)
        try await Self.queue(webhook, on: test)
        try await test.node.log.sign()
        test.clock.pass(61)
        let writer = HeldWriter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { writer.release() }
            group.addTask { try await test.node.store.write { _ in writer.hold() } }
            await writer.isHeld()
            for _ in 0..<4 { group.addTask { try await test.node.store.write { _ in } } }
            while test.node.store.waitingWrites < 4 { await Task.yield() }
            try await LiveAPI.serving(test) { api in
                let token = api.callers.token(for: test.administrator)
                let text = String(decoding: try await api.answer("GET", "/metrics", token: token).body, as: UTF8.self)
                // Nobody fills the index here.
                for line in [
                    "perisai_index_lag_events \(test.node.store.journalGrowth.size)",
                    "perisai_checkpoint_age_seconds 61", "perisai_cosigned_checkpoint_age_seconds 161",
                    "perisai_outbox_waiting 2", "perisai_webhook_deliveries_waiting 3",
                    "perisai_webhook_deliveries_dead 0", "perisai_store_writes_waiting 4",
                ] {
                    #expect(text.contains("\n" + line + "\n"), "\(line)")
                }
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a part that failed and was begun again is counted once, and one that never failed not at all`() async throws {
        struct Failure: Error {}
        let notices = PartNotices()
        let again = AsyncStream<Void>.makeStream()
        let runs = Runs()
        let part = KeptWork(name: "log", notices: notices, logger: LocalDoor.quiet, pauseMin: .milliseconds(1)) {
            guard runs.next() > 1 else { throw Failure() }
            again.continuation.yield()
            // As a part that is well: it goes on until the node stops.
            try await Task.sleep(for: .seconds(86_400))
        }
        _ = KeptWork(name: "webhooks", notices: notices, logger: LocalDoor.quiet) {}
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await part.run() }
            for await _ in again.stream { break }
            group.cancelAll()
        }
        let text = MetricsText.encode([notices.restartFamily])
        #expect(text.contains("perisai_part_restarts_total{part=\"log\"} 1\n"), "\(text)")
        #expect(text.contains("perisai_part_restarts_total{part=\"webhooks\"} 0\n"), "\(text)")
    }

    @Test func `the rules and the board in docs name only what is measured`() async throws {
        let test = try await TestNode(kind: .platform)
        try await test.node.log.sign()
        let root = try Repository.text("Sources/perisai/NodeServer+Metrics.swift")
        let routes = try Repository.text("Sources/HTTPAPI/Routes/APIRoutes+Metrics.swift")
        for name in Self.elsewhere { #expect(root.contains("\"\(name)\"") || routes.contains("\"\(name)\"")) }
        let rules = try Repository.text("docs/monitoring/alerts.yaml")
        let groups = try JSONValue(yaml: #require(try compose(yaml: rules)))["groups"]?.arrayValue ?? []
        let alerts = groups.flatMap { $0["rules"]?.arrayValue ?? [] }
        #expect(alerts.count > 5)
        for alert in alerts {
            #expect(alert["alert"]?.stringValue != nil && alert["expr"]?.stringValue != nil)
            #expect(alert["labels"]?["severity"]?.stringValue.map(["critical", "warning"].contains) == true)
            #expect(alert["annotations"]?["summary"]?.stringValue != nil)
        }
        let board = try Repository.text("docs/monitoring/board.json")
        let panels = try JSONValue(parsing: Array(board.utf8))["panels"]?.arrayValue ?? []
        #expect(panels.count > 5)
        #expect(panels.allSatisfy { $0["targets"]?.arrayValue?.isEmpty == false && $0["title"]?.stringValue != nil })
        try await LiveAPI.serving(test, following: Self.contact(behind: 0)) { api in
            let token = api.callers.token(for: test.administrator)
            let text = String(decoding: try await api.answer("GET", "/metrics", token: token).body, as: UTF8.self)
            let known = Self.names(text).union(Self.elsewhere)
            #expect(Self.names(rules).subtracting(known) == [])
            #expect(Self.names(board).subtracting(known) == [])
        }
    }
}

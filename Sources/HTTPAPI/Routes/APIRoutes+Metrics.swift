import Cooperation
import HTTPServing
import HTTPTypes
import Services
import TransparencyLog

extension APIRoutes {
    /// What the rest of the program measures besides, each time it is asked.
    package typealias FurtherMetrics = @Sendable () -> [MetricFamily]

    func metrics(
        _ requests: RequestMetrics,
        _ further: @escaping FurtherMetrics,
        _ condition: @escaping @Sendable () -> NodeCondition
    ) throws -> [APIRoute] {
        [
            try route(.get, "/metrics", "readMetrics", .readMetrics, limits: .reading) { _, _ in
                let families =
                    try await health(condition()) + node.metrics().families + (following()?.families ?? [])
                    + [requests.family] + further()
                return .text(MetricsText.encode(families), MetricsText.mediaType)
            }
        ]
    }

    /// Whether somebody should look, as `/status` has it.
    private func health(_ condition: NodeCondition) -> [MetricFamily] {
        [
            MetricFamily(
                "perisai_ready",
                "1 while the node is ready, 0 while it starts or is degraded.",
                .gauge,
                .count(condition == .ready ? 1 : 0)
            ),
            MetricFamily(
                "perisai_checkpoint_interval_seconds",
                "How often a checkpoint is signed while acts are recorded.",
                .gauge,
                .count(node.settings.checkpointInterval.count)
            ),
            MetricFamily(
                "perisai_witnesses",
                "Witnesses that the node's policy names.",
                .gauge,
                .count(Int64(node.settings.witnessPolicy?.witnesses.count ?? 0))
            ),
            MetricFamily(
                "perisai_witnesses_contradicting",
                "Witnesses that saw another history of the log and have not cosigned it since.",
                .gauge,
                .count(Int64(contradictingWitnesses().count))
            ),
        ]
    }
}

extension PartNotices {
    /// How often each part was begun again, as it is written.
    package var restartFamily: MetricFamily {
        MetricFamily(
            "perisai_part_restarts_total",
            "How often a part of the node failed and was begun again.",
            .counter,
            partRestarts.map {
                MetricFamily.Sample(.count($0.count), labels: [MetricFamily.Label("part", $0.part)])
            }
        )
    }
}

extension FollowContact {
    /// As they are written.
    fileprivate var families: [MetricFamily] {
        let gauges: [(String, String, Int64?)] = [
            (
                "perisai_following_silence_seconds",
                "Seconds since the followed exchange answered last, or since the node began.", silence.count
            ),
            (
                "perisai_following_behind_events", "Acts of the followed exchange that are not taken in yet.",
                eventsBehind
            ),
            (
                "perisai_following_behind_seconds",
                "Seconds since the followed exchange is known to hold acts that are not taken in yet.", behind.count
            ),
            (
                "perisai_following_upgrade_needed",
                "1 while the followed exchange holds what this program does not know.", needsUpgrade ? 1 : 0
            ),
        ]
        return gauges.compactMap { name, help, value in
            value.map { MetricFamily(name, help, .gauge, .count($0)) }
        }
    }
}

extension NodeMetrics {
    /// As they are written.
    fileprivate var families: [MetricFamily] {
        let ages: [MetricFamily] = [
            ("perisai_checkpoint_age_seconds", "Seconds since the last checkpoint was signed.", checkpointAge),
            (
                "perisai_cosigned_checkpoint_age_seconds",
                "Seconds since the last checkpoint was signed that witnesses cosigned.", cosignedAge
            ),
        ].compactMap { name, help, age in
            age.map { MetricFamily(name, help, .gauge, .count($0.count)) }
        }
        let gauges: [(String, String, Int64)] = [
            ("perisai_journal_events", "Acts in the journal.", journalSize),
            ("perisai_index_hashes", "Hashes in the search index.", indexedHashes),
            ("perisai_index_lag_events", "Acts that the search index has still to take in.", indexLag),
            ("perisai_checkpoint_events", "Acts that the last checkpoint covers.", checkpointSize),
            ("perisai_log_signing", "1 while checkpoints are signed, 0 while the log refuses.", signs ? 1 : 0),
            ("perisai_cases_open", "Cases that wait or that somebody works on.", openCases),
            ("perisai_alerts_open", "Alerts that nobody acknowledged.", openAlerts),
            ("perisai_messages_waiting", "Messages about alerts that are not sent yet.", waitingMessages),
            ("perisai_outbox_waiting", "Words that wait to be handed to exchanges.", waitingWords),
            ("perisai_webhook_deliveries_waiting", "Deliveries to webhooks that wait.", waitingDeliveries),
            ("perisai_webhook_deliveries_dead", "Deliveries to webhooks that were given up.", deadDeliveries),
            ("perisai_store_writes_waiting", "Writes that wait for the store.", waitingWrites),
            ("perisai_following_unproven_events", "Received acts of exchanges that are not proved yet.", unprovenActs),
            ("perisai_following_alarms", "Exchanges about which an alarm stands.", exchangeAlarms),
        ]
        return gauges.map { MetricFamily($0.0, $0.1, .gauge, .count($0.2)) } + ages
    }
}

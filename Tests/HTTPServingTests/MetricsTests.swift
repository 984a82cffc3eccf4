import HTTPServing
import Testing

/// What is measured, as it is written for Prometheus.
struct MetricsTests {
    @Test func `families are written with their help, their kind and their values`() {
        let text = MetricsText.encode([
            MetricFamily("perisai_journal_events", "Acts in the journal.", .gauge, .count(43)),
            MetricFamily(
                "perisai_example_seconds",
                "TEST a\\b\nsecond line",
                .gauge,
                [
                    .init(.time(microseconds: 1_500_000), labels: [.init("of", "a \"quoted\" \\ word\n")]),
                    .init(.time(microseconds: 1), labels: [.init("of", "other"), .init("and", "more")]),
                    .init(.time(microseconds: -2_000_010)), .init(.time(microseconds: 0)),
                ]
            ),
        ])
        #expect(
            text == """
                # HELP perisai_journal_events Acts in the journal.
                # TYPE perisai_journal_events gauge
                perisai_journal_events 43
                # HELP perisai_example_seconds TEST a\\\\b\\nsecond line
                # TYPE perisai_example_seconds gauge
                perisai_example_seconds{of="a \\"quoted\\" \\\\ word\\n"} 1.5
                perisai_example_seconds{of="other",and="more"} 0.000001
                perisai_example_seconds -2.00001
                perisai_example_seconds 0

                """
        )
    }

    @Test func `an answer is counted below every bound that it kept, and in the sum`() {
        let metrics = RequestMetrics()
        for milliseconds in [0, 1, 2, 30, 70_000] as [Int64] {
            metrics.record(operationID: "check", status: 200, durationNanoseconds: milliseconds * 1_000_000)
        }
        let lines = MetricsText.encode([metrics.family]).split(separator: "\n").dropFirst(2)
        func value(_ name: String) -> String? {
            lines.first { $0.hasPrefix("perisai_http_request_duration_seconds\(name) ") }?
                .split(separator: " ").last.map(String.init)
        }
        let labels = "operation=\"check\",status=\"2xx\""
        #expect(value("_bucket{\(labels),le=\"0.001\"}") == "2")
        #expect(value("_bucket{\(labels),le=\"0.0025\"}") == "3")
        #expect(value("_bucket{\(labels),le=\"0.05\"}") == "4")
        #expect(value("_bucket{\(labels),le=\"10\"}") == "4")
        #expect(value("_bucket{\(labels),le=\"+Inf\"}") == "5")
        #expect(value("_count{\(labels)}") == "5")
        #expect(value("_sum{\(labels)}") == "70.033")
        #expect(lines.count == 16)
    }

    @Test func `what clients send makes no new label`() {
        let metrics = RequestMetrics()
        for status in [200, 201, 204, 404, 422, 429, 503] {
            metrics.record(operationID: nil, status: status, durationNanoseconds: 1)
            metrics.record(operationID: "check", status: status, durationNanoseconds: 1)
        }
        let labels = MetricsText.encode([metrics.family]).matches(of: #/_count(\{[^}]*\})/#).map { String($0.1) }
        #expect(
            labels
                == ["check", "none"].flatMap { operation in
                    ["2xx", "4xx", "5xx"].map { "{operation=\"\(operation)\",status=\"\($0)\"}" }
                }
        )
    }
}

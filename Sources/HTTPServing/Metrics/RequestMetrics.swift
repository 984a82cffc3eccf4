import Synchronization

/// How often each operation was answered, how, and how long it took, since the process began.
///
/// Labels are the names of operations, which are written in the program, and the hundreds of statuses: nothing that a client
/// sends makes a new one.
package final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let operation: String
        let status: Int
    }

    private static let name = "perisai_http_request_duration_seconds"
    private static let nowhere = "none"

    private let histograms = Mutex<[Key: LatencyHistogram]>([:])

    package init() {}

    /// Counts one answer.
    ///
    /// - Parameters:
    ///   - operationID: the route's operation; `nil` where there is no such route.
    ///   - status: the answer's status.
    ///   - durationNanoseconds: how long it took.
    package func record(operationID: String?, status: Int, durationNanoseconds: Int64) {
        let key = Key(operation: operationID ?? Self.nowhere, status: status / 100)
        histograms.withLock { $0[key, default: LatencyHistogram()].add(microseconds: durationNanoseconds / 1_000) }
    }

    /// What was counted so far, in the order of the labels.
    package var family: MetricFamily {
        let counted = histograms.withLock(\.self)
            .sorted { ($0.key.operation, $0.key.status) < ($1.key.operation, $1.key.status) }
        return MetricFamily(
            Self.name,
            "How long requests took, until their answer was written, by operation and hundred of the status.",
            .histogram,
            counted.flatMap { key, histogram in
                histogram.samples([
                    MetricFamily.Label("operation", key.operation), MetricFamily.Label("status", "\(key.status)xx"),
                ])
            }
        )
    }
}

/// How many answers took at most how long.
struct LatencyHistogram: Hashable, Sendable {
    /// The bounds in microseconds: from 1 ms to 10 s, and what is beyond.
    static let bounds: [Int64] = [
        1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000,
        10_000_000,
    ]

    /// How many lie between one bound and the next, the last beyond all.
    private var counts = [Int64](repeating: 0, count: bounds.count + 1)
    private var sum: Int64 = 0

    /// Counts one answer.
    mutating func add(microseconds: Int64) {
        counts[Self.bounds.firstIndex { microseconds <= $0 } ?? Self.bounds.count] += 1
        sum &+= max(0, microseconds)
    }

    /// The parts of a histogram as they are written: below each bound, all, and their sum.
    func samples(_ labels: [MetricFamily.Label]) -> [MetricFamily.Sample] {
        var below: Int64 = 0
        var samples: [MetricFamily.Sample] = []
        for (bound, count) in zip(Self.bounds, counts) {
            below += count
            let label = MetricFamily.Label("le", MetricsText.seconds(bound))
            samples.append(MetricFamily.Sample(.count(below), suffix: "_bucket", labels: labels + [label]))
        }
        let all = counts.reduce(0, +)
        samples.append(
            MetricFamily.Sample(.count(all), suffix: "_bucket", labels: labels + [MetricFamily.Label("le", "+Inf")])
        )
        samples.append(MetricFamily.Sample(.time(microseconds: sum), suffix: "_sum", labels: labels))
        samples.append(MetricFamily.Sample(.count(all), suffix: "_count", labels: labels))
        return samples
    }
}

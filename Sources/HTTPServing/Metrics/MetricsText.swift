/// Metrics as Prometheus reads them: its text format, version 0.0.4.
package enum MetricsText {
    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// Writes families, one after another.
    package static func encode(_ families: [MetricFamily]) -> String {
        families.map(encode).joined()
    }

    private static func encode(_ family: MetricFamily) -> String {
        let head = "# HELP \(family.name) \(escaped(family.help))\n# TYPE \(family.name) \(family.kind.rawValue)\n"
        return head
            + family.samples.map { sample in
                let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
                let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
                return "\(family.name)\(sample.suffix)\(braces) \(text(sample.value))\n"
            }.joined()
    }

    private static func text(_ value: MetricFamily.Value) -> String {
        switch value {
        case .count(let count): String(count)
        case .time(let microseconds): seconds(microseconds)
        }
    }

    /// Microseconds in seconds, exactly.
    static func seconds(_ microseconds: Int64) -> String {
        let size = microseconds.magnitude
        let digits = String(size % 1_000_000)
        let fraction = (String(repeating: "0", count: 6 - digits.count) + digits).reversed().drop { $0 == "0" }
        let whole = "\(microseconds < 0 ? "-" : "")\(size / 1_000_000)"
        return fraction.isEmpty ? whole : "\(whole).\(String(fraction.reversed()))"
    }

    private static func escaped(_ text: String, quotes: Bool = false) -> String {
        let plain = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? plain.replacing("\"", with: "\\\"") : plain
    }
}

/// Bars over days, with the table behind them.
struct ChartView: Sendable {
    struct Bar: Sendable {
        let barX: Int
        let barY: Int
        let barHeight: Int
        let barTitle: String
    }

    static let barWidth = 14
    private static let step = 20
    private static let top = 18
    private static let height = 100

    let chartTitle: String
    /// What the whole shows, in a sentence.
    let chartLabel: String
    let bars: [Bar]
    let barWidth: Int
    let chartWidth: Int
    let chartHeight: Int
    let chartFoot: Int
    let chartTextY: Int
    /// The largest number, at the top.
    let chartMost: String
    let chartFirst: String
    let chartLast: String
    let chartTable: TableView

    /// Makes a chart.
    ///
    /// - Parameters:
    ///   - title: what is counted.
    ///   - points: a name and a number for each day, in order.
    ///   - dayLabel: what the column of the days is called.
    ///   - reader: who looks.
    init(_ title: String, _ points: [(name: String, count: Int64)], dayLabel: String, for reader: Reader) {
        let most = points.map(\.count).max() ?? 0
        let sum = points.map(\.count).reduce(0, +)
        chartTitle = title
        chartLabel = reader.texts.text(
            "chart.label",
            [
                "title": title, "days": reader.number(points.count), "sum": reader.number(sum),
                "most": reader.number(most),
            ]
        )
        bars = points.enumerated().map { index, point in
            // What is there is seen, however small it is beside the rest.
            let height = point.count == 0 ? 0 : max(2, Int(Int64(Self.height) * point.count / max(1, most)))
            return Bar(
                barX: index * Self.step + (Self.step - Self.barWidth) / 2,
                barY: Self.top + Self.height - height,
                barHeight: height,
                barTitle: point.name + ": " + reader.number(point.count)
            )
        }
        barWidth = Self.barWidth
        chartWidth = points.count * Self.step
        chartFoot = Self.top + Self.height
        chartTextY = Self.top + Self.height + 16
        chartHeight = Self.top + Self.height + 22
        chartMost = reader.number(most)
        chartFirst = points.first?.name ?? ""
        chartLast = points.last?.name ?? ""
        chartTable = TableView(
            chartLabel,
            [dayLabel, title],
            points.reversed().map { [.text($0.name), .number(reader.number($0.count))] }
        )
    }
}

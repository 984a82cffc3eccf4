import Cooperation

/// How much graphic content a person was shown, beside the limits: quiet, and for nobody else.
struct GaugeView: Sendable {
    struct Bar: Sendable {
        let label: String
        let value: Int64
        let max: Int64
        let text: String
    }

    let bars: [Bar]
    /// What is offered or asked for; `nil` while no limit is near.
    let advice: String?

    /// One that shows a limit of 45 minutes nearly used up, which is nobody's.
    static func sample(for reader: Reader) -> GaugeView {
        let words = ["count": reader.number(36), "max": reader.number(45)]
        return GaugeView(
            bars: [
                Bar(
                    label: reader.texts.text("gauge.continuous"),
                    value: 36,
                    max: 45,
                    text: reader.texts.text("gauge.minutes", words)
                )
            ],
            advice: reader.texts.text("gauge.offered")
        )
    }

    private init(bars: [Bar], advice: String?) {
        self.bars = bars
        self.advice = advice
    }

    init(_ gauge: ExposureGauge, for reader: Reader) {
        let texts = reader.texts
        func minutes(_ name: String, _ time: Seconds, _ max: Seconds) -> Bar {
            Bar(
                label: texts.text("gauge." + name),
                value: min(time.count, max.count) / 60,
                max: max.count / 60,
                text: texts.text(
                    "gauge.minutes",
                    ["count": reader.number(time.count / 60), "max": reader.number(max.count / 60)]
                )
            )
        }
        bars = [
            minutes("continuous", gauge.continuous, gauge.limits.continuousMax),
            minutes("shift", gauge.shift, gauge.limits.shiftMax),
            Bar(
                label: texts.text("gauge.items"),
                value: Int64(min(gauge.itemsInLastHour, gauge.limits.itemsPerHourMax)),
                max: Int64(gauge.limits.itemsPerHourMax),
                text: texts.text(
                    "gauge.cases",
                    [
                        "count": reader.number(gauge.itemsInLastHour),
                        "max": reader.number(gauge.limits.itemsPerHourMax),
                    ]
                )
            ),
        ]
        if let until = gauge.breakUntil {
            advice = texts.text("gauge.required", ["time": texts.formats.span(to: until, from: reader.now)])
        } else {
            advice = gauge.isBreakOffered ? texts.text("gauge.offered") : nil
        }
    }
}

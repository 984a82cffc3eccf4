import Cooperation
import Fingerprints
import HTTPServing
import Services

extension ConsoleRoutes {
    private struct ComponentsView: Sendable {
        struct Badge: Sendable {
            let badgeKind: String
            let badgeName: String
        }

        struct Entry: Sendable {
            let time: TimeView
            let entryText: String
        }

        struct Clock: Sendable {
            let clockTime: String
            let clockText: String
        }

        let figureText: String
        let badges: [Badge]
        let notices: [Badge]
        let list: TableView
        let facts: [Fact]
        let form: FormView
        let entries: [Entry]
        let clocks: [Clock]
        let sampleChart: ChartView
        let bits: DifferingBits
        let sampleGauge: GaugeView
        let sampleProgress: Progress
        let sampleCode: PictureView?
        let sampleAddress: String
        let sampleVerify: VerifyView

        /// What an import writes while it runs, under the name that its page has.
        struct Progress: Sendable {
            let content: ProgressView
        }
    }

    private static let componentsPath = "/console/components"

    /// The components of which every page is made, each with an example.
    func components() throws -> [ConsoleRoute] {
        [
            try page(Self.componentsPath, "console.components", .readStatus) { actor, _ in
                render(
                    "components",
                    title: actor.texts.text("components.title"),
                    examples(for: actor),
                    for: actor.reader
                )
            }
        ]
    }

    private func examples(for actor: Actor) -> ComponentsView {
        let (texts, reader) = (actor.texts, actor.reader)
        func word(_ name: String) -> String { texts.text("components." + name) }
        let (soon, late) = (reader.now + .days(2), reader.now - .hours(3))
        let address = address(of: Self.componentsPath, for: actor.request)
        let kinds = ["plain", "good", "warn", "bad"].map { kind in
            ComponentsView.Badge(badgeKind: kind, badgeName: word(kind))
        }
        let one = Hash256(0x0123_4567_89AB_CDEF, 0x0F0F_0F0F_0F0F_0F0F, 0x3333_CCCC_3333_CCCC, 0x00FF_00FF_00FF_00FF)
        let other = Hash256(0x0123_4567_89AB_CDEE, 0x0F0F_0F0F_0F0F_0F00, 0x3333_CCCC_3333_CCCC, 0x00FF_00FF_10FF_00FF)
        return ComponentsView(
            figureText: reader.number(1234),
            badges: kinds,
            notices: kinds,
            list: TableView(
                word("tableCaption"),
                [word("sampleName"), word("sampleState"), word("sampleNumber")],
                [
                    [.text(word("sampleRow")), .badge("good", word("good")), .number(reader.number(1234))],
                    [
                        .code("0190a000-0000-7000-8000-000000000001"), .badge("warn", word("warn")),
                        .number(reader.number(7)),
                    ],
                ]
            ),
            facts: [
                Fact(word("sampleName"), word("sampleRow")),
                Fact(word("sampleID"), "0190a000-0000-7000-8000-000000000001", isCode: true),
            ],
            form: FormView(
                Self.componentsPath,
                fields: [
                    FieldView(id: "sample", label: word("sampleName"), hint: word("sampleHint"), isRequired: false),
                    FieldView(
                        id: "wrong",
                        label: word("sampleName"),
                        value: word("sampleRow"),
                        error: FieldError(word("sampleError")),
                        isRequired: false
                    ),
                    .choice(
                        "measure",
                        texts.text("decide.measure"),
                        among: Measure.self,
                        page: "measure",
                        chosen: "",
                        in: texts
                    ),
                    FieldView(id: "reasons", label: texts.text("decide.reasons"), isRequired: false, isText: true),
                ],
                groups: [
                    .words(
                        "behaviour",
                        label: texts.text("case.behaviours"),
                        among: Array(Behaviour.allCases.prefix(3)),
                        page: "behaviour",
                        ticked: [.threat],
                        in: texts
                    )
                ],
                submit: word("sampleSubmit")
            ),
            entries: [(late, word("sampleRow")), (reader.now, word("sampleEvent"))].map { time, text in
                ComponentsView.Entry(time: reader.time(time), entryText: text)
            },
            clocks: [soon, late].map { time in
                ComponentsView.Clock(
                    clockTime: time.description,
                    clockText: texts.formats.span(to: time, from: reader.now)
                )
            },
            sampleChart: ChartView(
                word("sampleNumber"),
                (0..<30).map { (day: Int64) in
                    let time = reader.now - .days(29 - day)
                    return (texts.formats.time(time, .date), (day * day * 7 + 13 * day) % 37)
                },
                dayLabel: texts.text("chart.day"),
                for: reader
            ),
            bits: DifferingBits(one, other, in: texts),
            sampleGauge: .sample(for: reader),
            sampleProgress: ComponentsView.Progress(
                content: ProgressView(
                    done: 1000,
                    total: 2303,
                    text: texts.text(
                        "import.progress",
                        ["done": reader.number(1000), "total": reader.number(2303)]
                    )
                )
            ),
            sampleCode: PictureView.code(of: address, label: word("code")),
            sampleAddress: address,
            sampleVerify: VerifyView(Self.componentsPath, name: "sample")
        )
    }
}

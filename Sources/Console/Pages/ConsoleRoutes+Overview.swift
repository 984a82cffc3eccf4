import Cooperation
import HTTPServing
import Services

extension ConsoleRoutes {
    private struct OverviewView: Sendable {
        struct Link: Sendable {
            let path: String
            let text: String
        }

        struct Figure: Sendable {
            let title: String
            let value: String
            var link: Link?
        }

        let figures: [Figure]
        let charts: [ChartView]
        let hasCharts: Bool
        let health: [NodeHealth]
        /// The person's next clocks; `nil` where there are none.
        let clockTable: Nested?
        let scripts: [String]

        /// A table under a name of its own.
        struct Nested: Sendable {
            let table: TableView
        }
    }

    /// What needs the person now, what happened, and how the node is.
    func overview() throws -> [ConsoleRoute] {
        [
            try page("/console", "console.overview", .readStatus) { actor, _ in
                let overview = try await node.overview(for: actor.visit)
                let charts = charts(overview, for: actor)
                let clocks = clockTable(overview.clocks, for: actor)
                let view = OverviewView(
                    figures: figures(overview, for: actor),
                    charts: charts,
                    hasCharts: !charts.isEmpty,
                    health: health(overview, for: actor),
                    clockTable: clocks.map(OverviewView.Nested.init),
                    scripts: clocks == nil ? [] : TableView.clockScripts
                )
                return render("overview", title: actor.texts.text("overview.title"), view, for: actor.reader)
            }
        ]
    }

    /// What waits for somebody with the person's roles.
    private func figures(_ overview: Overview, for actor: Actor) -> [OverviewView.Figure] {
        let texts = actor.texts
        let counts = overview.counts
        func figure(_ name: String, _ value: Int64, _ path: String? = nil, _ text: String = "toList")
            -> OverviewView.Figure
        {
            OverviewView.Figure(
                title: texts.text("overview." + name),
                value: actor.reader.number(value),
                link: path.map { OverviewView.Link(path: $0, text: texts.text("overview." + text)) }
            )
        }
        var figures: [OverviewView.Figure] = []
        if actor.visit.may(.readCases) {
            let open = counts.cases[Case.State.open.rawValue] ?? 0
            figures += [
                figure("mine", overview.ownCases, "/console/queue?state=assigned&assignment=me", "toQueue"),
                figure("open", open, "/console/queue?state=open", "toQueue"),
                figure("waiting", overview.unansweredDecisions),
                figure("closures", overview.proposedClosures, "/console/closures"),
            ]
        }
        if actor.visit.may(.readSignals) { figures.append(figure("signals", overview.liveSignals)) }
        if actor.visit.may(.submit) || actor.visit.may(.answerSubmissions) {
            let open = counts.submissions[Submission.State.open.rawValue] ?? 0
            figures.append(figure("submissions", open, "/console/submissions"))
        }
        if actor.visit.may(.submit) {
            let answered =
                counts.submissions.values.reduce(0, +) - (counts.submissions[Submission.State.open.rawValue] ?? 0)
            figures.append(figure("answered", answered, "/console/submissions"))
        }
        if actor.visit.may(.changeStanding) {
            let applicants = counts.members[Standing.applicant.rawValue] ?? 0
            figures += [
                figure("applicants", applicants, "/console/members"),
                figure("members", counts.members[Standing.active.rawValue] ?? 0, "/console/members"),
            ]
        }
        if actor.visit.organisation.kind == .secretariat {
            let proposed = counts.agreements[Agreement.State.proposed.rawValue] ?? 0
            figures.append(figure("agreements", proposed, "/console/agreements"))
        }
        if actor.visit.may(.keepPeople) {
            figures.append(figure("people", counts.people[Person.State.active.rawValue] ?? 0, "/console/people"))
        }
        return figures
    }

    /// What happened on each of the last days.
    private func charts(_ overview: Overview, for actor: Actor) -> [ChartView] {
        let texts = actor.texts
        let series: [(name: String, count: (DailyActivity) -> Int64)] = [
            ("checks", { $0.checks }), ("matches", { $0.matches }), ("decisions", { $0.decisions }),
            ("reversals", { $0.reversals }),
        ]
        guard !overview.days.isEmpty else { return [] }
        return series.map { one in
            ChartView(
                texts.text("overview." + one.name),
                overview.days.map { (texts.formats.time($0.day, .date), one.count($0)) },
                dayLabel: texts.text("chart.day"),
                for: actor.reader
            )
        }
    }
}

import Cooperation
import HTTPServing
import HTTPTypes
import Services

/// How an import went, in short.
struct ImportSummaryView: Sendable {
    let kind: String
    let text: String
    let stopped: String?
    let facts: [Fact]
    let reportPath: String
    let bankPath: String
}

extension ConsoleRoutes {
    private struct ReportView: Sendable {
        struct Row: Sendable {
            let number: String
            let badge: String
            let badgeKind: String
            let signalPath: String?
            let signal: String?
            let reason: String?
            /// Whether the reason is in English on a page of another language.
            let isReasonEnglish: Bool
        }

        let summary: ImportSummaryView
        let caption: String
        let rows: [Row]
        let csvPath: String
    }

    /// How many lines of a report are shown.
    private static let linesShown = 1000

    /// The report of an import, line by line, and as a file.
    func importReports() throws -> [ConsoleRoute] {
        [
            try page("/console/imports/{key}", "console.importReport", .proposeSignals) { actor, _ in
                let (key, report) = try ownReport(actor)
                let texts = actor.texts
                let view = ReportView(
                    summary: summary(report, key, for: actor),
                    caption: texts.text(
                        "report.caption",
                        [
                            "shown": actor.reader.number(min(report.lines.count, Self.linesShown)),
                            "all": actor.reader.number(report.lines.count),
                        ]
                    ),
                    rows: report.lines.prefix(Self.linesShown).map { row($0, for: actor) },
                    csvPath: "/console/imports/\(key)/csv"
                )
                return render("report", title: texts.text("report.title"), view, for: actor.reader)
            },
            try page("/console/imports/{key}/csv", "console.importCSV", .proposeSignals) { actor, _ in
                let (_, report) = try ownReport(actor)
                var response = OutgoingResponse.bytes(Array(report.csv.utf8), "text/csv; charset=utf-8")
                response.headerFields[.contentDisposition] = "attachment; filename=\"import-\(report.bank).csv\""
                return response
            },
        ]
    }

    private func ownReport(_ actor: Actor) throws -> (key: String, report: ImportReport) {
        let key = actor.request.path["key"] ?? ""
        guard let report = reports.report(key, of: actor.visit.person.id, at: actor.reader.now) else {
            throw ConsoleProblem(status: .notFound, text: "reportGone", detail: "", code: "report-gone")
        }
        return (key, report)
    }

    func summary(_ report: ImportReport, _ key: String, for actor: Actor) -> ImportSummaryView {
        let texts = actor.texts
        func fact(_ name: String, _ number: Int) -> Fact {
            Fact(texts.word("importOutcome", ImportWord(rawValue: name) ?? .refused), actor.reader.number(number))
        }
        let isWhole = report.isFinished
        return ImportSummaryView(
            kind: !isWhole ? "bad" : report.refused > 0 ? "warn" : "good",
            text: texts.text(
                isWhole ? "import.done" : report.stopped == nil ? "import.unfinished" : "import.stopped"
            ),
            stopped: report.stopped,
            facts: [
                fact("accepted", report.accepted), fact("duplicate", report.duplicates),
                fact("refused", report.refused),
            ],
            reportPath: "/console/imports/\(key)",
            bankPath: "/console/banks/\(report.bank)"
        )
    }

    private func row(_ line: ImportReport.Line, for actor: Actor) -> ReportView.Row {
        let (word, kind, signal, reason): (ImportWord, String, ID<Signal>?, (words: String, isEnglish: Bool)?) =
            switch line.outcome {
            case .accepted(let signal): (.accepted, "good", signal, nil)
            case .duplicate(let signal): (.duplicate, "plain", signal, nil)
            case .refused(let code, let reason):
                (.refused, "bad", nil, actor.texts.said(code, inEnglish: reason))
            }
        return ReportView.Row(
            number: actor.reader.number(line.number),
            badge: actor.texts.word("importOutcome", word),
            badgeKind: kind,
            signalPath: signal.map { "/console/signals/\($0)" },
            signal: signal?.description,
            reason: reason?.words,
            isReasonEnglish: reason?.isEnglish ?? false
        )
    }
}

/// What became of a line, in one word.
enum ImportWord: String, CaseIterable, Sendable {
    case accepted, duplicate, refused
}

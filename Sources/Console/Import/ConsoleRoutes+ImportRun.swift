import Cooperation
import Fingerprints
import HTTPServing
import Services

/// A list on its way into a bank.
struct ImportWork: Sendable {
    let list: ImportList
    let pattern: SignalProposal
    var caller: Caller
    var report: ImportReport
    /// Under which the report is kept.
    let key: String
}

struct ImportingView: Sendable {
    let fileName: String
}

/// How far a long act came.
struct ProgressView: Sendable {
    let done: Int
    let total: Int
    let text: String
}

extension ConsoleRoutes {
    /// Where in the page the progress goes; the template has it once.
    private static let progressMark = "<!--progress-->"

    /// Proposes line after line and writes after each transaction how far it came, so that a browser without scripts shows
    /// a bar that moves.
    ///
    /// Nobody but the browser holds this up: where it leaves, writing throws, and the rest of the list is not proposed.
    func run(
        _ given: ImportWork,
        within page: String,
        for actor: Actor,
        into stream: inout ResponseStream
    ) async throws {
        var work = given
        let halves = page.split(separator: Self.progressMark, maxSplits: 1, omittingEmptySubsequences: false)
        try await stream.write(Array(halves[0].utf8))
        var lines = work.list.lines[...]
        try await writeProgress(work, for: actor, into: &stream)
        while !lines.isEmpty, work.report.stopped == nil {
            let batch = lines.prefix(Node.proposalsMax)
            lines = lines.dropFirst(batch.count)
            do {
                work.caller = try await callerNow(of: actor)
                work.report.add(try await propose(Array(batch), of: work))
                work.report.isFinished = lines.isEmpty
            } catch {
                guard let problem = ConsoleProblem.of(error) else { throw error }
                work.report.stopped = problem.said(in: actor.texts).words
            }
            // Also a browser that left finds the report of what was done.
            reports.keep(work.report, under: work.key)
            try await writeProgress(work, for: actor, into: &stream)
        }
        let content = summary(work.report, work.key, for: actor)
        let end = templates.render(
            "imported",
            PageContext(t: actor.texts.branches, frame: EmptyFrame(), content: content)
        )
        try await stream.write(Array(end.utf8))
        if halves.count > 1 { try await stream.write(Array(halves[1].utf8)) }
    }

    /// The person who imports, if they still may: a list takes long, and what ends their session ends it as well.
    private func callerNow(of actor: Actor) async throws -> Caller {
        guard let secret = cookies.session(in: actor.request), let visit = try await access.visit(secret) else {
            throw Refusal(.forbidden, "session-ended", "Your session ended; the rest of the list was not proposed.")
        }
        return try visit.caller(for: .proposeSignals)
    }

    private func writeProgress(_ work: ImportWork, for actor: Actor, into stream: inout ResponseStream) async throws {
        let (done, total) = (work.report.lines.count, work.list.lines.count)
        let values = ["done": actor.reader.number(done), "total": actor.reader.number(total)]
        let view = ProgressView(done: done, total: total, text: actor.texts.text("import.progress", values))
        let html = templates.render(
            "progress",
            PageContext(t: actor.texts.branches, frame: EmptyFrame(), content: view)
        )
        try await stream.write(Array(html.utf8))
    }

    /// One transaction for all lines of a batch that are hashes.
    private func propose(_ batch: [ImportList.Line], of work: ImportWork) async throws -> [ImportReport.Line] {
        let good = batch.compactMap { try? $0.fingerprints.get() }
        var outcomes =
            good.isEmpty
            ? [][...]
            : try await node.importSignals(good, as: work.pattern, into: work.report.bank, by: work.caller)[...]
        return batch.map { line in
            let outcome: ImportReport.Outcome
            switch line.fingerprints {
            case .failure(let error): outcome = .refused(code: "hash-invalid", reason: error.description)
            case .success:
                switch outcomes.removeFirst() {
                case .accepted(let signal): outcome = .accepted(signal)
                case .duplicate(let signal): outcome = .duplicate(signal)
                case .refused(let refusal): outcome = .refused(code: refusal.code, reason: refusal.message)
                }
            }
            return ImportReport.Line(number: line.number, outcome: outcome)
        }
    }
}

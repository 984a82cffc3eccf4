import Cooperation
import Synchronization

/// The reports of the last imports, each for the person who imported, for a while.
///
/// They are kept in memory only: what was accepted stands in the journal.
final class ImportReports: Sendable {
    /// How many are kept; a report of the longest list takes about 10 MB.
    private static let reportsMax = 8
    private static let keptFor = Seconds.hours(1)

    private let reports = Mutex<[(key: String, report: ImportReport)]>([])

    /// Keeps a report under a key that nobody guesses.
    func keep(_ report: ImportReport, under key: String) {
        reports.withLock { reports in
            reports.removeAll { $0.key == key || $0.report.madeAt + Self.keptFor < report.madeAt }
            reports.append((key, report))
            if reports.count > Self.reportsMax { reports.removeFirst() }
        }
    }

    /// A person's own reports, the latest first.
    func all(of person: ID<Person>, at now: Timestamp) -> [(key: String, report: ImportReport)] {
        reports.withLock { reports in
            reports.filter { $0.report.person == person && now < $0.report.madeAt + Self.keptFor }.reversed()
        }
    }

    /// A person's own report.
    func report(_ key: String, of person: ID<Person>, at now: Timestamp) -> ImportReport? {
        reports.withLock { reports in
            reports.first { $0.key == key && $0.report.person == person && now < $0.report.madeAt + Self.keptFor }?
                .report
        }
    }
}

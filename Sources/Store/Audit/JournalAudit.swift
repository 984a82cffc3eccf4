import Cooperation
import Services
import TransparencyLog

/// Proves that nothing was changed behind the program's back: every leaf follows from its event, every tile and checkpoint
/// from the leaves, every row of state from the events.
///
/// Not covered, because nothing commits to them: the settings, which hold only how far exchanges were read, the time at
/// which a checkpoint was signed, and that an erased part was erased rightfully. Memory stays bounded whatever the
/// journal's size.
package struct JournalAudit {
    /// The database to be audited, in one consistent state.
    private let journal: any SQLConnection
    /// An empty database into which the events are replayed.
    private let replay: any SQLConnection
    private let registry: AggregateRegistry
    private let migrations: [Migration]
    private let verifierKey: NoteVerifierKey?
    private let signed: Checkpoint?
    private let progress: @Sendable (AuditProgress) -> Void

    /// Prepares an audit.
    ///
    /// - Parameters:
    ///   - journal: the database to be audited; it is only read.
    ///   - replay: an empty database that may be written and is thrown away afterwards.
    ///   - registry: every aggregate of the program.
    ///   - migrations: the schema.
    ///   - verifierKey: the key of the log, by which checkpoints' signatures are verified; `nil` leaves that out.
    ///   - signed: a checkpoint from outside the database, which the log must hold.
    ///   - progress: told about every page of events and every table.
    package init(
        journal: any SQLConnection,
        replay: any SQLConnection,
        registry: AggregateRegistry,
        migrations: [Migration],
        verifierKey: NoteVerifierKey?,
        signed: Checkpoint? = nil,
        progress: @escaping @Sendable (AuditProgress) -> Void
    ) {
        self.journal = journal
        self.replay = replay
        self.registry = registry
        self.migrations = migrations
        self.verifierKey = verifierKey
        self.signed = signed
        self.progress = progress
    }

    /// Goes through everything, up to the first difference.
    ///
    /// - Returns: the report; its finding is `nil` where all is well.
    /// - Throws: `StoreError` where the audit itself could not be done.
    /// - Complexity: O(*n*) in events and rows.
    package func run() throws -> AuditReport {
        var report = AuditReport()
        do {
            if let problem = try journal.structuralProblem() {
                throw AuditFinding(table: "database", problem: problem)
            }
            try SchemaVersionTable(connection: replay).migrate(migrations, registry)
            let catalogue = try AggregateCatalogue(registry, connection: replay)
            try auditEvents(&report, catalogue)
            try compareTables(&report, catalogue)
        } catch let finding as AuditFinding {
            report.finding = finding
        } catch let error as StoreError where error.code == .damaged {
            report.finding = AuditFinding(table: "database", problem: error.message)
        }
        return report
    }

    private func auditEvents(_ report: inout AuditReport, _ catalogue: AggregateCatalogue) throws {
        let size = try JournalTable(connection: journal).size()
        let events = EventsTable(connection: journal)
        let leaves = LeafAudit(connection: journal)
        let states = StateWriter(connection: replay, catalogue: catalogue)
        var tree = TreeAudit(connection: journal, verifierKey: verifierKey, signed: signed)
        var parts: Int64 = 0
        defer { (report.root, report.tiles, report.checkpoints) = (tree.root, tree.tiles, tree.checkpoints) }
        try tree.start(journalSize: size)
        try replay.beginWriting()
        while true {
            let page = try readPage(events, from: report.events)
            if page.isEmpty { break }
            for row in page {
                guard row.event.position == report.events else {
                    throw AuditFinding(
                        table: "events",
                        row: "position \(report.events)",
                        problem: "The event is missing."
                    )
                }
                parts += try leaves.check(row)
                try tree.append(row.leafHash)
                try apply(row.event, states)
                report.events += 1
                if report.events % Int64(StoreLimits.replayedEventsPerCommit) == 0 {
                    try states.settle()
                    try replay.execute("COMMIT")
                    try replay.beginWriting()
                }
            }
            progress(AuditProgress(phase: .events, done: report.events, total: size))
        }
        try states.settle()
        try replay.execute("COMMIT")
        try demand(report.events == size, "journal", "Its size is not the number of events.")
        try demand(try events.count() == size, "events", "There are events beside the journal.")
        try demand(
            try SealedPartsTable(connection: journal).count() == parts,
            "sealed_parts",
            "There are parts of no event."
        )
        try tree.finish()
    }

    /// Reads some events; where one does not read, those before it, so that the first difference is named first.
    private func readPage(_ events: EventsTable, from position: Int64) throws -> [StoredEvent] {
        do {
            return try events.rows(from: position, limit: StoreLimits.rowsPerPage)
        } catch {
            guard error.code == .damaged else { throw error }
            var page: [StoredEvent] = []
            while page.count < StoreLimits.rowsPerPage, let row = try? events.row(at: position + Int64(page.count)) {
                page.append(row)
            }
            if page.isEmpty {
                throw AuditFinding(table: "events", row: "position \(position)", problem: error.message)
            }
            return page
        }
    }

    private func apply(_ event: JournalEvent, _ states: StateWriter) throws {
        do {
            try states.apply(event)
        } catch let error as ReplayError {
            throw AuditFinding(
                table: "events",
                row: "position \(error.position)",
                problem: "It can't follow: \(error.reason)."
            )
        }
    }

    private func compareTables(_ report: inout AuditReport, _ catalogue: AggregateCatalogue) throws {
        let layouts = catalogue.all
        let comparison = TableComparison(stored: journal, replayed: replay)
        for (done, layout) in layouts.enumerated() {
            report.rows += try comparison.compareAggregates(layout)
            progress(AuditProgress(phase: .tables, done: Int64(done + 1), total: Int64(layouts.count + 1)))
        }
        report.rows += try comparison.compareLookups()
        progress(AuditProgress(phase: .tables, done: Int64(layouts.count + 1), total: Int64(layouts.count + 1)))
    }

    private func demand(_ holds: Bool, _ table: String, _ problem: String) throws(AuditFinding) {
        guard holds else { throw AuditFinding(table: table, problem: problem) }
    }
}

/// One step of the schema.
///
/// What landed is frozen: a later change is a later migration.
package struct Migration: Sendable {
    /// Its number; migrations run in this order, each once.
    package let version: Int64
    /// The statements, in order.
    package let statements: [String]

    package init(version: Int64, statements: [String]) {
        self.version = version
        self.statements = statements
    }

    /// All migrations of this program.
    package static let all: [Migration] = [
        journal, aggregates, sealedKeys, received, logins, alerts, queue, wellbeing, clocks, mandates,
        requests, threatAlerts, exercises, witnesses, keptAnswers, parties, advisers, judgements,
        requestIndexes, keptFiles, webhooks, notices, warnings, oversight, answers, closures,
        forgeries, misuses, canaries, waysBack,
    ]
}

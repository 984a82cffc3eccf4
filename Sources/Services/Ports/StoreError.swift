/// The store could not do its work.
///
/// Descriptions hold neither values nor statements' arguments.
package struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, for programs.
    package struct Code: Sendable, Hashable {
        package let word: String

        /// The database refused or failed.
        package static let databaseFailed = Code(word: "database-failed")
        /// The disk is full or read-only, or the file could not be written.
        package static let cannotWrite = Code(word: "cannot-write")
        /// Too much waits to be written, or the database is held by somebody else for the moment.
        package static let busy = Code(word: "busy")
        /// What is stored does not read back as what was written.
        package static let damaged = Code(word: "damaged")
        /// The data folder is in use by another process.
        package static let locked = Code(word: "locked")
        /// The data were written by a newer program.
        package static let newerSchema = Code(word: "newer-schema")
        /// The data were written by an older program, and this is no way to bring them up to date.
        package static let olderSchema = Code(word: "older-schema")
        /// The database would not be durable, so the node does not start.
        package static let notDurable = Code(word: "not-durable")
        /// The store is shutting down.
        package static let closed = Code(word: "closed")
    }

    package let code: Code
    /// What was being done, and what to do now.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code.word): \(message)" }

    /// Whether any other write would have failed as well.
    package var isAboutEveryWrite: Bool { [.busy, .cannotWrite, .closed].contains(code) }
}

extension Error {
    /// Whether it is about the one thing that was to be done: neither about the store as a whole nor the end of the process.
    var isAboutOneThing: Bool {
        !(self is CancellationError) && (self as? StoreError)?.isAboutEveryWrite != true
    }
}

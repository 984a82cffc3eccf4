/// What a worker can't do, as it found out by trying.
package struct ConfinementReport: Hashable, Sendable {
    /// One forbidden thing that was tried.
    package struct Attempt: Hashable, Sendable {
        /// A constant, like `socket`.
        package let name: String
        /// Whether the kernel said no.
        package let wasRefused: Bool

        package init(name: String, wasRefused: Bool) {
            self.name = name
            self.wasRefused = wasRefused
        }
    }

    /// The kernel's landlock version in force; 0 where it has none, which calls for a warning: files are then closed to
    /// the worker by the system call filter alone.
    package let landlockVersion: Int
    /// Everything that was tried.
    package let attempts: [Attempt]

    package init(landlockVersion: Int, attempts: [Attempt]) {
        self.landlockVersion = landlockVersion
        self.attempts = attempts
    }

    /// Whether everything forbidden was refused; a report that tried nothing proves nothing.
    package var isComplete: Bool {
        !attempts.isEmpty && attempts.allSatisfy(\.wasRefused)
    }

    /// The names of the forbidden things that went through.
    package var allowed: [String] {
        attempts.filter { !$0.wasRefused }.map(\.name)
    }
}

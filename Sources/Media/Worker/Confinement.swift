internal import CMediaConfinement

/// Takes from the process it's called in what a decoder never needs, for ever.
enum Confinement {
    /// - Parameter memoryBytesMax: The most bytes of addresses the process may hold from now on.
    /// - Returns: What was then tried and refused; or the greeting of a worker that couldn't confine itself.
    static func enter(memoryBytesMax: UInt64) -> WorkerGreeting {
        var outcome = perisai_confinement()
        guard perisai_confine(memoryBytesMax, &outcome) else {
            let step = outcome.failure.map { String(cString: $0) } ?? "unknown"
            return WorkerGreeting(failedStep: "\(step) (errno \(outcome.error))")
        }
        let report = ConfinementReport(
            landlockVersion: Int(outcome.landlock_version),
            attempts: attempts(memoryBytesMax)
        )
        guard report.isComplete else {
            return WorkerGreeting(failedStep: "not refused: \(report.allowed.joined(separator: ", "))")
        }
        return WorkerGreeting(report: report)
    }

    private static func attempts(_ memoryBytesMax: UInt64) -> [ConfinementReport.Attempt] {
        let none = perisai_attempt(name: nil, refused: false, error: 0)
        return withUnsafeTemporaryAllocation(of: perisai_attempt.self, capacity: Int(PERISAI_ATTEMPTS_MAX)) {
            attempts in
            attempts.initialize(repeating: none)
            let count = Int(perisai_attempt_forbidden(memoryBytesMax, attempts.baseAddress))
            return attempts.prefix(count).map { attempt in
                ConfinementReport.Attempt(
                    name: attempt.name.map { String(cString: $0) } ?? "",
                    wasRefused: attempt.refused
                )
            }
        }
    }
}

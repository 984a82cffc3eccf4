import Synchronization

/// Which of the goals that were set for a measurement were missed.
final class MissedGoals: Sendable {
    private let names = Mutex<[String]>([])

    /// Those that were missed, in the order in which they were measured.
    var all: [String] { names.withLock(\.self) }

    /// Notes whether a goal was met.
    ///
    /// - Returns: the word for that.
    func judge(_ what: String, isMet: Bool) -> String {
        guard !isMet else { return "met" }
        names.withLock { $0.append(what) }
        return "missed"
    }
}

import Cooperation

/// Lets requests do what the time demands of them, twice a second; what people have to do, it leaves to people.
package struct RequestKeeper: Sendable {
    private static let pause = Duration.milliseconds(500)
    /// How often the quality of authorities is looked at, and whether a month is over: once an hour.
    private static let turnsBetweenLooks = 7200
    /// How many turns go by before the same trouble is told again: half a minute.
    private static let turnsBetweenReports = 60

    /// Requests of which time demands what could not be done, while it was done for all others.
    package struct Stuck: Error {
        /// Which they are.
        package internal(set) var subjects: Set<Identifier> = []
        /// What went wrong with the first of them.
        package internal(set) var cause: any Error
    }

    private let node: Node

    /// Keeps the times of a node's requests.
    package init(node: Node) {
        self.node = node
    }

    /// Goes on twice a second until the task is cancelled; what is stuck is tried again every half minute.
    ///
    /// - Parameter report: told of requests that are stuck, at once and then every half minute as long as they are.
    /// - Throws: `CancellationError`; `StoreError` where the store can't write, of which no request is the cause.
    package func run(reporting report: @Sendable (Stuck) -> Void) async throws {
        var (known, turns): (Set<Identifier>, Int) = ([], 0)
        while true {
            let isTryingAll = turns % Self.turnsBetweenReports == 0
            let looks = turns % Self.turnsBetweenLooks == 0
            if var stuck = try await turn(leaving: isTryingAll ? [] : known, looksAtQuality: looks) {
                if !isTryingAll { stuck.subjects.formUnion(known) }
                known = stuck.subjects
                report(stuck)
            } else if isTryingAll {
                known = []
            }
            turns = (turns + 1) % Self.turnsBetweenLooks
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Does what the time demands now.
    ///
    /// - Parameters:
    ///   - known: what is stuck, and is not tried now.
    ///   - looksAtQuality: whether the quality of authorities is looked at as well, and whether a month is over.
    /// - Returns: what is stuck, which holds up nothing else; `nil` where nothing is.
    /// - Throws: `StoreError`.
    package func turn(leaving known: Set<Identifier> = [], looksAtQuality: Bool) async throws -> Stuck? {
        var stuck: Stuck?
        do {
            while try await node.keepRequestTimes(leaving: known) > 0 {}
        } catch let caught as Stuck {
            stuck = caught
        }
        if looksAtQuality {
            try await node.suspendByQuality()
            _ = try await node.requestFigures()
        }
        return stuck
    }
}

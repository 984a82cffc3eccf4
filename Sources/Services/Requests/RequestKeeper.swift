/// Lets requests do what the time demands of them, twice a second; what people have to do, it leaves to people.
package struct RequestKeeper: Sendable {
    private static let pause = Duration.milliseconds(500)
    /// How often the quality of authorities is looked at, and whether a month is over: once an hour.
    private static let turnsBetweenLooks = 7200

    private let node: Node

    /// Keeps the times of a node's requests.
    package init(node: Node) {
        self.node = node
    }

    /// Goes on twice a second until the task is cancelled.
    package func run() async throws {
        var turn = 0
        while true {
            while try await node.keepRequestTimes() > 0 {}
            if turn == 0 {
                try await node.suspendByQuality()
                _ = try await node.requestFigures()
            }
            turn = (turn + 1) % Self.turnsBetweenLooks
            try await Task.sleep(for: Self.pause)
        }
    }
}

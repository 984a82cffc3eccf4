import Cooperation
import Services

/// Files the requests and times what people and the clocks' keeper do with them.
struct RequestRun {
    private static let itemsPerRequest = 100
    private static let listLength = 100
    private static let rounds = 200
    private static let readGoal = Duration.milliseconds(50)
    private static let tickGoal = Duration.milliseconds(10)

    let world: RequestWorld
    let missed = MissedGoals()

    func run(_ count: Int) async throws {
        let (node, officer) = (world.node, world.officer)
        var requests: [ID<Request>] = []
        let filing = try await ContinuousClock().measure {
            var batch = 0
            while requests.count < count {
                requests += try await world.file(items: Self.itemsPerRequest, batch: batch)
                // No two of them are due at one moment.
                world.time.advance(Seconds(1))
                batch += 1
            }
        }
        let perRequest = filing / requests.count
        Swift.print(
            "\(requests.count) requests of \(Self.itemsPerRequest) items wait; "
                + "writing, signing and filing took \(Self.text(perRequest)) ms each"
        )
        let keeper = ClockKeeper(node: node)
        let byClock = Node.RequestFilter(byClock: true)
        try await report("the authority's list of \(Self.listLength) by clock", Self.readGoal) { _ in
            let page = try await node.requests(byClock, limit: Self.listLength, for: officer)
            guard page.requests.count == min(Self.listLength, requests.count) else { throw RequestWorld.NotMade() }
        }
        let platforms = world.platforms
        try await report("a platform's list of \(Self.listLength) by clock", Self.readGoal) { round in
            let caller = platforms[round % platforms.count]
            let page = try await node.requests(byClock, limit: Self.listLength, for: caller)
            guard !page.requests.isEmpty else { throw RequestWorld.NotMade() }
        }
        let steps = 7919
        try await report("one request with its items, read", Self.readGoal) { round in
            let view = try await node.request(requests[round * steps % requests.count], for: officer)
            guard view.items.count == Self.itemsPerRequest else { throw RequestWorld.NotMade() }
        }
        let asked = requests
        try await ServedPages.serving(world, to: officer, of: world.administrator) { pages in
            try await report("the page of the officer's list, over HTTP", Self.readGoal) { _ in
                guard try await pages.page("/console/requests").contains("/console/requests/") else {
                    throw RequestWorld.NotMade()
                }
            }
            try await report("the page of one request, over HTTP", Self.readGoal) { round in
                let id = asked[round * steps % asked.count]
                guard try await pages.page("/console/requests/\(id)").contains("example/") else {
                    throw RequestWorld.NotMade()
                }
            }
        }
        try await report("a tick of all clocks, nothing due", Self.tickGoal) { _ in
            _ = try await keeper.turn()
            _ = try await node.keepRequestTimes()
        }
    }

    private func report(_ what: String, _ goal: Duration, _ body: (Int) async throws -> Void) async throws {
        var times: [Duration] = []
        for round in 0..<Self.rounds {
            times.append(try await ContinuousClock().measure { try await body(round) })
        }
        times.sort()
        let (median, late) = (times[times.count / 2], times[min(times.count - 1, times.count * 99 / 100)])
        Swift.print(
            "\(what): median \(Self.text(median)) ms, 99th percentile \(Self.text(late)) ms; "
                + "goal \(Self.text(goal)) ms: \(missed.judge(what, isMet: late <= goal))"
        )
    }

    /// Milliseconds with three digits after the point.
    private static func text(_ time: Duration) -> String {
        let microseconds = time.components.seconds * 1_000_000 + time.components.attoseconds / 1_000_000_000_000
        let fraction = String(microseconds % 1000)
        return "\(microseconds / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
    }
}

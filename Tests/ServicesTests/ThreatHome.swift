import Cooperation
import Services
import Store
import Testing

/// The scene of threat alerts, and beside it the first police's own node, which follows the same exchange.
struct ThreatHome {
    let scene: ThreatScene
    let home: TestNode
    let line: BentConnection
    let follower: FollowExchange
    let followed: ID<Exchange>
    let duty: Caller
    let officer: Caller

    var node: Node { home.node }

    init() async throws {
        scene = try await ThreatScene.make()
        home = try await TestNode("TEST Police", kind: .authority)
        let key = try await scene.exchange.node.issueKey(
            for: scene.police.id,
            role: .officer,
            person: nil,
            vouches: false,
            expiresAt: nil,
            by: scene.police.administrator
        )
        line = BentConnection(DirectConnection(exchange: scene.exchange, secret: key.secret))
        follower = FollowExchange(node: home.node, connection: line, expectedKey: nil)
        (followed, _) = try await follower.meet()
        duty = try await home.person(.dutyOfficer)
        officer = try await home.person(.officer)
        home.clock.set(scene.exchange.clock.now + Seconds(1))
        try await receiveAll()
    }

    func receiveAll() async throws {
        while try await follower.receive(from: followed, wait: Seconds(0)) > 0 {}
    }

    func sync() async throws {
        try await receiveAll()
        _ = try await follower.deliver(to: followed)
        try await receiveAll()
    }

    /// A threat alert that got to the exchange, and not yet here.
    func sent(isExercise: Bool = false) async throws -> ID<ThreatNotice> {
        let id = try await scene.send(isExercise: isExercise)
        try await scene.exchangeNews()
        return scene.notice(id)
    }

    /// Names an officer on the roster, and gives them and the duty officer addresses.
    func man() async throws {
        let own = home.administrator.organisation.id
        for (name, caller) in [("duty", duty), ("officer", officer)] {
            let person = try #require(caller.person)
            let address = try #require(EmailAddress("\(name)@police.example"))
            _ = try await node.setAddress(address, of: person, in: own, by: caller)
        }
        let entry = RosterEntry(person: try #require(officer.person))
        _ = try await node.setRoster([entry], by: home.administrator)
    }

    func alerts() async throws -> [Alert] { try await node.alerts(state: nil, after: nil, limit: 100).alerts }
}

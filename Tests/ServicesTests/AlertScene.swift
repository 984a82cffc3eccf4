import Cooperation
import Services
import Synchronization
import Testing

/// A platform with a roster of people who have addresses, a watch and an escalation that the test moves by hand.
struct AlertScene {
    let own: OwnPlatform
    let people: [ID<Person>]
    let sender = ScriptedSender()
    let escalation: AlertEscalation
    let watch: AlertWatch

    static let pages = "https://lentera.example"

    var node: Node { own.node }
    var clock: TestClock { own.home.clock }

    static func make(
        people count: Int = 3,
        isManned: Bool = true,
        wording: any MessageWording = EnglishWording()
    ) async throws -> AlertScene {
        var settings = NodeSettings()
        settings.acknowledgementTime = .minutes(15)
        let own = try await OwnPlatform.make(settings: settings)
        var people: [ID<Person>] = []
        for number in 0..<count {
            let person = try await own.home.person(.reviewer)
            let id = try #require(person.person)
            people.append(id)
            let address = try #require(EmailAddress("test-\(number)@lentera.example"))
            let home = own.home.administrator.organisation.id
            _ = try await own.node.setAddress(address, of: id, in: home, by: person)
        }
        if isManned {
            let entries = people.map { RosterEntry(person: $0) }
            _ = try await own.node.setRoster(entries, by: own.home.administrator)
        }
        return AlertScene(own: own, people: people, pages: try #require(PublicAddress(pages)), wording)
    }

    private init(own: OwnPlatform, people: [ID<Person>], pages: PublicAddress, _ wording: any MessageWording) {
        self.own = own
        self.people = people
        watch = AlertWatch(node: own.node)
        escalation = AlertEscalation(
            node: own.node,
            sender: sender,
            pages: pages,
            wording: wording,
            pauses: .init(first: .seconds(10), longest: .seconds(60))
        )
    }

    /// Reads what is new and does what the time demands.
    @discardableResult
    func goOn(_ seconds: Seconds = Seconds(0)) async throws -> MessageFailure? {
        clock.advance(seconds)
        while try await watch.take() > 0 {}
        return try await escalation.turn()
    }

    /// All alerts, in order.
    func alerts() async throws -> [Alert] { try await node.alerts(state: nil, after: nil, limit: 1000).alerts }

    func alert() async throws -> Alert {
        let alerts = try await alerts()
        #expect(alerts.count == 1)
        return try #require(alerts.first)
    }
}

/// A mail server that answers as the test says and remembers what it was given.
final class ScriptedSender: MessageSending {
    private struct State {
        var messages: [OutgoingMessage] = []
        var tried = 0
        var answer: (@Sendable (OutgoingMessage) -> MessageFailure?)?
    }

    private let state = Mutex(State())

    /// What was taken.
    var messages: [OutgoingMessage] { state.withLock(\.messages) }
    /// To whom it went, without the domain.
    var recipients: [String] { messages.map { String($0.recipient.text.prefix { $0 != "@" }) } }
    /// How many times something was handed over, whether it was taken or not.
    var tried: Int { state.withLock(\.tried) }

    func answers(_ answer: (@Sendable (OutgoingMessage) -> MessageFailure?)?) {
        state.withLock { $0.answer = answer }
    }

    func send(_ message: OutgoingMessage) async throws(MessageFailure) {
        let failure = state.withLock { state -> MessageFailure? in
            state.tried += 1
            if let failure = state.answer?(message) { return failure }
            state.messages.append(message)
            return nil
        }
        if let failure { throw failure }
    }
}

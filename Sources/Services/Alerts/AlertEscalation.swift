import Cooperation
import Logging
import Synchronization

/// Asks the people of the roster one after another, until one of them takes an alert on.
///
/// Whose turn it is, that the message is out and that it was refused are events. A message is handed over again where the
/// process ended before that was recorded; so each is handed over at least once.
package struct AlertEscalation: Sendable {
    /// How many alerts one turn takes on: there is at most one open alert of each kind and role, and one for practice.
    private static let alertsMax = 100
    private static let pause = Duration.seconds(1)

    /// What is remembered while the process lives: until when the server, and each alert's message, are left alone.
    private final class Memory: Sendable {
        struct Rest {
            var pause: GrowingPause
            var until: Timestamp
        }

        let server = Mutex<Rest?>(nil)
        let messages = Mutex<[ID<Alert>: Rest]>([:])
    }

    private struct Prepared {
        let message: OutgoingMessage
        let attempt: Int
        let dueAt: Timestamp
    }

    private let node: Node
    private let sender: any MessageSending
    private let pages: PublicAddress
    private let wording: any MessageWording
    private let pauses: GrowingPause.Limits
    private let memory = Memory()

    /// Makes an escalation.
    ///
    /// - Parameters:
    ///   - node: whose alerts.
    ///   - sender: what sends the messages.
    ///   - pages: where people reach the node's pages.
    ///   - wording: what messages say in languages other than English.
    ///   - pauses: how long to wait after failures.
    package init(
        node: Node,
        sender: any MessageSending,
        pages: PublicAddress,
        wording: any MessageWording = EnglishWording(),
        pauses: GrowingPause.Limits = .init(first: .seconds(5), longest: .seconds(300))
    ) {
        self.node = node
        self.sender = sender
        self.pages = pages
        self.wording = wording
        self.pauses = pauses
    }

    /// Goes on every second until the task is cancelled.
    package func run(logger: Logger) async throws {
        while true {
            if let failure = try await turn() {
                logger.warning(
                    "A message could not be handed over; it is tried again, or the next person asked.",
                    metadata: ["error": "\(failure)"]
                )
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// Does what the time demands: chooses the next person where one is due, hands over what is not out yet.
    ///
    /// - Returns: why a message was not taken, the last reason where there are several; `nil` where all were.
    /// - Throws: `StoreError`; `CancellationError`.
    @discardableResult
    package func turn() async throws -> MessageFailure? {
        for id in try await due() { try await advance(id) }
        var last: MessageFailure?
        for id in try await addressed() {
            guard !isResting(id) else { continue }
            do {
                try await deliver(id)
                noteSuccess(id)
            } catch let failure as MessageFailure {
                if failure.code == .cancelled { throw CancellationError() }
                noteFailure(failure, id)
                last = failure
                if failure.isAboutEveryMessage { break }
            }
        }
        return last
    }

    private func due() async throws -> [ID<Alert>] {
        let now = node.clock().microseconds
        return try await node.store.read { reading in
            try reading.find(AggregateQuery<Alert>([.isLess(.dueAt, now + 1)], limit: Self.alertsMax)).map(\.id)
        }
    }

    private func addressed() async throws -> [ID<Alert>] {
        let state = FacetValue.text(Alert.State.addressed.rawValue)
        return try await node.store.read { reading in
            try reading.find(AggregateQuery<Alert>([.equals(.state, state)], limit: Self.alertsMax)).map(\.id)
        }
    }

    /// Goes on to the next person, or ends an alert that needs nobody any more.
    private func advance(_ id: ID<Alert>) async throws {
        let node = self.node
        try await node.store.write { transaction in
            guard let alert = try transaction.load(Alert.self, id) else { return }
            let command: AlertCommand =
                if try node.alertCauses(transaction).place(of: alert) == nil {
                    .end
                } else {
                    .advance(
                        candidates: try transaction.reachable(for: node.identity.organisation, in: alert.role),
                        dueAt: transaction.now + node.settings.acknowledgementTime
                    )
                }
            let acts = try Alert.decide(alert, command, id: id, now: transaction.now)
            for act in acts { try transaction.append(act, by: .node(of: node.identity.organisation)) }
        }
    }

    /// Hands one message over and records that.
    private func deliver(_ id: ID<Alert>) async throws {
        let (node, pages, wording) = (self.node, self.pages, self.wording)
        let prepared = try await node.store.write { transaction -> Prepared? in
            guard let alert = try transaction.load(Alert.self, id), let attempt = alert.attempts.indices.last,
                alert.isPending(attempt)
            else { return nil }
            let author = Author.node(of: node.identity.organisation)
            let now = transaction.now
            guard let place = try node.alertCauses(transaction).place(of: alert) else {
                for act in try Alert.decide(alert, .end, id: id, now: now) { try transaction.append(act, by: author) }
                return nil
            }
            guard let address = try transaction.address(of: alert.attempts[attempt].person) else {
                let command = AlertCommand.noteRefused(attempt: attempt, reply: nil)
                for act in try Alert.decide(alert, command, id: id, now: now) {
                    try transaction.append(act, by: author)
                }
                return nil
            }
            let dueAt = now + node.settings.acknowledgementTime
            let preferences = Preferences.id(of: alert.attempts[attempt].person)
            let language = try transaction.load(Preferences.self, preferences)?.choices.language
            let message = AlertMessage.message(
                about: alert,
                at: place,
                to: address,
                dueAt: dueAt,
                pages: pages,
                words: language.flatMap { wording.words(for: alert.kind, in: $0) },
                now: now
            )
            return Prepared(message: message, attempt: attempt, dueAt: dueAt)
        }
        guard let prepared else { return }
        do {
            try await sender.send(prepared.message)
            try await record(.noteSent(attempt: prepared.attempt, dueAt: prepared.dueAt), of: id)
        } catch let failure as MessageFailure where failure.code == .recipientRefused {
            try await record(.noteRefused(attempt: prepared.attempt, reply: failure.reply), of: id)
            throw failure
        }
    }

    private func record(_ command: AlertCommand, of id: ID<Alert>) async throws {
        let author = Author.node(of: node.identity.organisation)
        try await node.store.write { transaction in
            let acts = try Alert.decide(transaction.load(Alert.self, id), command, id: id, now: transaction.now)
            for act in acts { try transaction.append(act, by: author) }
        }
    }
}

extension AlertEscalation {
    private func isResting(_ id: ID<Alert>) -> Bool {
        let now = node.clock()
        if let rest = memory.server.withLock(\.self), rest.until > now { return true }
        return memory.messages.withLock { ($0[id]?.until).map { $0 > now } ?? false }
    }

    private func noteSuccess(_ id: ID<Alert>) {
        memory.server.withLock { $0 = nil }
        memory.messages.withLock { $0[id] = nil }
    }

    private func noteFailure(_ failure: MessageFailure, _ id: ID<Alert>) {
        let now = node.clock()
        func longer(_ rest: Memory.Rest?) -> Memory.Rest {
            var pause = rest?.pause ?? GrowingPause(pauses)
            let length = pause.next(retryAfter: nil)
            return Memory.Rest(pause: pause, until: now + Seconds(length.components.seconds))
        }
        switch failure.code {
        case .unreachable, .rejected: memory.server.withLock { $0 = longer($0) }
        case .deferred: memory.messages.withLock { $0[id] = longer($0[id]) }
        // The next person is another matter.
        case .recipientRefused: memory.messages.withLock { $0[id] = nil }
        case .cancelled: break
        }
    }
}

extension StoreTransaction {
    /// Who works here and has an address, in the order in which they are asked now.
    ///
    /// Where somebody is wanted in a role, those of the roster come first who have it, then the others who have it; where
    /// nobody who has it can be reached, the whole roster is asked, for it is better to wake somebody than nobody.
    fileprivate func reachable(for organisation: ID<Organisation>, in role: Role?) throws -> [ID<Person>] {
        guard let roster = try load(Roster.self, Roster.id(of: organisation)) else { return [] }
        let onRoster = try roster.order(at: now).filter { try address(of: $0) != nil }
        guard let role else { return onRoster }
        let people = try find(
            AggregateQuery<Person>([.equals(.organisation, .text(organisation.description))], limit: 1000)
        ).filter { $0.roles.contains(role) }.map(\.id)
        let others = try people.filter { try !onRoster.contains($0) && address(of: $0) != nil }
        let wanted = onRoster.filter(people.contains) + others
        return wanted.isEmpty ? onRoster : wanted
    }

    /// At which address a person is reached; `nil` where they left or have none.
    fileprivate func address(of person: ID<Person>) throws -> EmailAddress? {
        guard let person = try load(Person.self, person), person.state == .active, let position = person.addressedAt
        else { return nil }
        return try sealedPart("email", at: position).flatMap(EmailAddress.init(_:))
    }
}

import Cooperation
import Synchronization

/// Reads the journal for what can't wait, and raises alerts.
///
/// It raises none while the roster names nobody, and none for what was recorded before. Where it stands in the journal moves
/// in the transaction that raises, so nothing is missed and nothing raised twice, whenever the process ends.
package struct AlertWatch: Sendable {
    /// How many events are taken in at once.
    private static let eventsMax = 1000
    private static let positionSetting = "alerts.position"

    /// What is remembered while the process lives.
    private final class Memory: Sendable {
        /// Before this position nothing is left that could raise an alert.
        let position = Mutex<Int64>(0)
    }

    private struct Page {
        var events: [JournalEvent] = []
        /// Where to read on once they are taken in.
        var next: Int64
    }

    private let node: Node
    private let memory = Memory()

    package init(node: Node) {
        self.node = node
    }

    /// Raises alerts as the journal grows, until the task is cancelled.
    package func run() async throws {
        try await raiseForLog()
        while true {
            let size = node.store.journalGrowth.size
            while try await take() > 0 {}
            _ = try await node.store.journalGrowth.grows(beyond: size)
        }
    }

    /// Takes in the next events that may raise an alert.
    ///
    /// - Returns: how many there were.
    package func take() async throws -> Int {
        let page = try await page(from: memory.position.withLock(\.self))
        let node = self.node
        if let last = page.events.last {
            try await node.store.write { transaction in
                let causes = node.alertCauses(transaction)
                for event in page.events {
                    for found in try causes.causes(of: event) {
                        try transaction.alert(
                            found.kind,
                            found.cause,
                            role: found.role,
                            isExercise: try causes.isExercise(found),
                            by: .node(of: node.identity.organisation)
                        )
                    }
                }
                try transaction.setSetting(Self.positionSetting, to: String(last.position + 1))
            }
        }
        memory.position.withLock { $0 = page.next }
        return page.events.count
    }

    private func page(from position: Int64) async throws -> Page {
        let rosterID = Roster.id(of: node.identity.organisation)
        return try await node.store.read { reading in
            var page = Page(next: try reading.journalSize())
            guard let manned = try reading.load(Roster.self, rosterID)?.manningPosition else { return page }
            let saved = try reading.setting(Self.positionSetting).flatMap { Int64($0) } ?? 0
            let from = max(position, saved, manned)
            let query = EventQuery(from: from, types: AlertCauses.eventTypes, limit: Self.eventsMax)
            page.events = try reading.events(query)
            if page.events.count == Self.eventsMax, let last = page.events.last { page.next = last.position + 1 }
            return page
        }
    }

    /// Raises the alert that no event tells of: this node's log refuses to sign.
    package func raiseForLog() async throws {
        let node = self.node
        guard node.log.currentCondition == .refusing else { return }
        let rosterID = Roster.id(of: node.identity.organisation)
        try await node.store.write { transaction in
            guard try transaction.load(Roster.self, rosterID)?.manningPosition != nil else { return }
            try transaction.alert(.logRefusal, nil, by: .node(of: node.identity.organisation))
        }
    }
}

extension StoreTransaction {
    /// Raises an alert, or lets its cause join the open one of that kind; what is for practice joins practice alone.
    func alert(
        _ kind: Alert.Kind,
        _ cause: Identifier?,
        role: Role? = nil,
        isExercise: Bool = false,
        by author: Author
    ) throws {
        let key = Alert.openKey(of: kind, for: role, isExercise: isExercise)
        let open = try lookUp(Alert.self, key, limit: 1).first
        let id = open ?? newID()
        let command: AlertCommand
        switch (open, cause) {
        case (nil, _): command = .raise(kind, cause: cause, role: role, isExercise: isExercise)
        case (_?, let cause?): command = .join(cause)
        case (_?, nil): return
        }
        for act in try Alert.decide(load(Alert.self, id), command, id: id, now: now) { try append(act, by: author) }
    }
}

import Cooperation

/// What a page with many rows asks for again and again: each bank and each name is read once.
struct PageNames {
    /// A bank as far as the reader may know it.
    struct KnownBank {
        let bank: Bank
        let name: String?
        let isVisible: Bool
    }

    let reading: RememberedReading
    let caller: Caller
    let now: Timestamp
    private var banks: [ID<Bank>: KnownBank?] = [:]
    private(set) var members: [ID<Organisation>: String] = [:]

    init(reading: any StoreReading, caller: Caller, now: Timestamp) {
        self.reading = RememberedReading(reading)
        self.caller = caller
        self.now = now
    }

    /// A bank, and whether its signals are open to the reader.
    mutating func bank(_ id: ID<Bank>) throws -> KnownBank? {
        if let known = banks[id] { return known }
        let known = try reading.load(Bank.self, id).map { bank in
            KnownBank(
                bank: bank,
                name: try reading.sealedPart("name", at: bank.namedAt),
                isVisible: try reading.isVisible(bank, to: caller.organisation.id, at: now, for: .readSignals)
            )
        }
        banks[id] = .some(known)
        return known
    }

    /// Fetches banks with their names and what tells who comes near them.
    func remember(banks ids: [ID<Bank>]) throws {
        try reading.remember(banks: ids)
        _ = try reading.sealedParts(["name"], at: reading.load(Bank.self, ids: ids).values.map(\.namedAt))
    }

    /// Fetches the names of members.
    mutating func remember(members ids: [ID<Organisation>]) throws {
        let known = members
        let missing = Set(ids.filter { known[$0] == nil })
        members.merge(try reading.names(of: missing)) { first, _ in first }
    }

    /// A member's name; `nil` where it was erased.
    @discardableResult
    mutating func member(_ id: ID<Organisation>) throws -> String? {
        if let known = members[id] { return known }
        guard let member = try reading.load(Organisation.self, id) else { return nil }
        members[id] = try reading.sealedPart("name", at: member.namedAt)
        return members[id]
    }

    /// The names of those who acted, as far as they are people of the reader's own organisation.
    func people(of history: [JournalEvent]) throws -> [Identifier: String] {
        let known = try reading.load(Person.self, ids: history.map { ID($0.actor) })
        let own = known.values.filter { $0.organisation == caller.organisation.id }.map(\.id)
        let names = try reading.names(of: own).map { ($0.key.identifier, $0.value) }
        return Dictionary(names, uniquingKeysWith: { first, _ in first })
    }

    /// What happened to something of a bank that is open to the reader, here and on its exchange, in order.
    mutating func history(of subject: Identifier, limit: Int) throws -> [JournalEvent] {
        let visibility = EventVisibility(reading: reading, caller: caller, now: now)
        let events =
            try reading.events(EventQuery(subject: subject, limit: limit))
            + reading.events(EventQuery(innerSubject: subject, limit: limit))
        try reading.remember(whatIsKnownOf: events)
        let open = try events.filter { try visibility.answer($0) != .hidden }
        let acts = try open.compactMap { try $0.effects().last }.sorted { $0.position < $1.position }
        try remember(members: acts.map(\.organisation))
        return acts
    }
}

import Cooperation
import FingerprintSearch
import Fingerprints

/// What the one task that owns the search index keeps, and how it takes in tables and journal.
struct SearchIndexOwner {
    /// How many rows are read at once while the index is filled.
    private static let pageSize = 10_000
    /// How many events are taken in at once.
    private static let eventsMax = 1000

    var index = FingerprintIndex()
    /// How far a search has to look.
    private(set) var radius = SearchRadius()
    /// The first position that is not taken in yet.
    private(set) var position: Int64 = 0
    private var entries: [ID<Signal>: UInt32] = [:]
    /// Signals recorded before this position may have been read half while the tables were paged through.
    private var mayBeHalfBefore: Int64 = 0

    /// Fills the index from the tables.
    ///
    /// - Parameters:
    ///   - store: where they are.
    ///   - number: gives each signal the number of its entry.
    /// - Throws: `StoreError`.
    mutating func fill(from store: any Store, number: (ID<Signal>) -> UInt32) async throws {
        // What is appended while pages are read is taken in again afterwards; taking in twice changes nothing.
        let banks: [(bank: Bank, holdsSignals: Bool)]
        (position, banks) = try await store.read { (try $0.journalSize(), try $0.openBanks()) }
        for bank in banks { radius.note(bank.bank, holdsSignals: bank.holdsSignals) }
        var after: (value: String, id: ID<Signal>)?
        while true {
            let bookmark = after
            let page = try await store.read { reading in
                try reading.lookupKeys(
                    Signal.self,
                    scope: FingerprintKind.pdq.rawValue,
                    after: bookmark,
                    limit: Self.pageSize
                )
            }
            let pairs = try page.map { (hash: try Hash256(hex: $0.value), entry: entry(for: $0.id, number)) }
            index.insert(contentsOf: pairs)
            guard let last = page.last, page.count == Self.pageSize else { break }
            after = last
        }
        index.settle()
        mayBeHalfBefore = store.journalGrowth.size
    }

    /// Takes in what the journal holds beyond the position, up to a page of it.
    mutating func follow(_ store: any Store, number: (ID<Signal>) -> UInt32) async throws {
        let from = position
        let changed = try await store.read { reading -> (next: Int64, signals: [Signal], banks: [Bank]) in
            let events = try reading.events(EventQuery(from: from, limit: Self.eventsMax))
            let effects = try events.flatMap { try $0.effects() }
            let ofSignals: [ID<Signal>] = effects.subjects()
            let signals = try Set(ofSignals).compactMap { try reading.load(Signal.self, $0) }
            let ofBanks: [ID<Bank>] = effects.subjects() + signals.map(\.bank)
            let banks = try Set(ofBanks).compactMap { try reading.load(Bank.self, $0) }
            return ((events.last?.position).map { $0 + 1 } ?? from, signals, banks)
        }
        let holders = Set(changed.signals.filter(\.isLive).map(\.bank))
        for bank in changed.banks { radius.note(bank, holdsSignals: holders.contains(bank.id)) }
        for signal in changed.signals { try take(signal, number) }
        position = changed.next
    }

    private mutating func entry(for signal: ID<Signal>, _ number: (ID<Signal>) -> UInt32) -> UInt32 {
        if let entry = entries[signal] { return entry }
        let entry = number(signal)
        entries[signal] = entry
        return entry
    }

    private mutating func take(_ signal: Signal, _ number: (ID<Signal>) -> UInt32) throws {
        let hashes = signal.fingerprints.filter { $0.kind == .pdq }
        guard signal.isLive, !hashes.isEmpty else {
            if let entry = entries.removeValue(forKey: signal.id) { index.remove(entry: entry) }
            return
        }
        if let known = entries[signal.id] {
            // The fingerprints of a signal never change, so one that is in the index already stays as it is.
            guard position < mayBeHalfBefore else { return }
            index.remove(entry: known)
        }
        let entry = entry(for: signal.id, number)
        for hash in hashes { index.insert(try Hash256(hex: hash.value), entry: entry) }
    }
}

extension [JournalEvent] {
    /// What the events of one kind of aggregate are about.
    fileprivate func subjects<A: Aggregate>() -> [ID<A>] {
        filter { $0.type.hasPrefix(A.name + ".") }.map { ID($0.subject) }
    }
}

extension StoreReading {
    private static var banksPageSize: Int { 1000 }

    /// Every open bank, and whether it holds a signal that can match.
    fileprivate func openBanks() throws -> [(bank: Bank, holdsSignals: Bool)] {
        var banks: [Bank] = []
        var after: AggregateQuery<Bank>.Bookmark?
        repeat {
            let page = try find(
                AggregateQuery<Bank>([.equals(.closed, .integer(0))], after: after, limit: Self.banksPageSize)
            )
            banks += page
            after = page.count == Self.banksPageSize ? page.last.map { .init(value: nil, id: $0.id) } : nil
        } while after != nil
        return try banks.map { bank in
            let live = Signal.State.live.map { FacetValue.text($0.rawValue) }
            let signals = try find(
                AggregateQuery<Signal>(
                    [.equals(.bank, .text(bank.id.description)), .isOneOf(.state, live)],
                    limit: 1
                )
            )
            return (bank, !signals.isEmpty)
        }
    }
}

import Cooperation
import Fingerprints

/// A page of signals that are open to a reader.
package struct SignalList: Sendable {
    package struct Row: Sendable {
        package let signal: Signal
        package let bank: String?
        package let proposer: String?
        /// What its state is to this node, for which it is disputed as soon as it says so itself.
        package let state: Signal.State
        /// How far its nearest picture hash is from the one that was asked for, in bits.
        package let distance: Int?
    }

    package let rows: [Row]
    /// Where the list goes on; `nil` at the end.
    package let next: AggregateQuery<Signal>.Bookmark?
}

/// What can be chosen in forms about signals.
package struct SignalChoices: Sendable {
    package struct Choice<Subject>: Sendable {
        package let id: ID<Subject>
        package let name: String
    }

    package let banks: [Choice<Bank>]
    package let members: [Choice<Organisation>]
}

extension Node {
    /// Which signals a person looks for; what is `nil` is not asked.
    package struct SignalSearch: Sendable {
        package var bank: ID<Bank>?
        package var state: Signal.State?
        package var proposer: ID<Organisation>?
        package var behaviour: Behaviour?
        package var since: Timestamp?
        package var fingerprint: Fingerprint?
        /// How far a picture hash may be from the one that is looked for, in bits.
        package var radius = BankSettings.radiusDefault

        package init() {}

        fileprivate func accepts(_ signal: Signal) -> Bool {
            (bank.map { $0 == signal.bank } ?? true)
                && (proposer.map { $0 == signal.proposer } ?? true)
                && (behaviour.map(signal.behaviours.contains) ?? true)
                && (since.map { $0 <= signal.proposedAt } ?? true)
        }

        fileprivate var conditions: [AggregateQuery<Signal>.Condition] {
            var conditions: [AggregateQuery<Signal>.Condition] = []
            if let bank { conditions.append(.equals(.bank, .text(bank.description))) }
            if let state {
                // Which of the live ones are disputed here is told by what is on its way.
                let states = state == .disputed ? Signal.State.live : [state]
                conditions.append(.isOneOf(.state, states.map { .text($0.rawValue) }))
            }
            if let fingerprint {
                conditions.append(.hasKey(LookupKey(scope: fingerprint.kind.rawValue, value: fingerprint.value)))
            }
            if let proposer { conditions.append(.equals(.proposer, .text(proposer.description))) }
            if let since { conditions.append(.isGreater(.proposedAt, since.microseconds - 1)) }
            return conditions
        }
    }

    /// How many signals found by a fingerprint are shown.
    package static let signalsFoundMax = 200
    /// How many signals are looked at for one page.
    private static let signalsScannedMax = 5000
    private static let choicesMax = 500

    /// Signals, the latest first; those found by a picture hash, the nearest first and all on one page.
    ///
    /// - Parameters:
    ///   - search: which.
    ///   - after: where the page before ended.
    ///   - limit: how many at most; a page may be shorter and still not be the last.
    ///   - caller: who reads; already authorised.
    /// - Returns: the page.
    /// - Throws: `StoreError`.
    package func signalList(
        _ search: SignalSearch,
        after: AggregateQuery<Signal>.Bookmark?,
        limit: Int,
        for caller: Caller
    ) async throws -> SignalList {
        let now = clock()
        var near: [SearchIndex.Hit]?
        if let fingerprint = search.fingerprint, fingerprint.kind == .pdq, let hash = fingerprint.hash256 {
            near = nearest(hash, within: search.radius)
        }
        return try await store.read { [near] reading in
            var names = PageNames(reading: reading, caller: caller, now: now)
            if let near {
                return SignalList(rows: try names.rows(near, search, limit: Self.signalsFoundMax), next: nil)
            }
            return try names.page(search, after: after, limit: limit, scanning: Self.signalsScannedMax)
        }
    }

    /// Each signal once, the nearest first.
    private func nearest(_ hash: Hash256, within radius: Int) -> [SearchIndex.Hit] {
        var seen: Set<ID<Signal>> = []
        return self.search.search([hash], within: radius).hits.filter { seen.insert($0.signal).inserted }
    }

    /// The banks whose signals are open to a reader, and the members that propose, each by name.
    package func signalChoices(for caller: Caller) async throws -> SignalChoices {
        let now = clock()
        return try await store.read { reading in
            var names = PageNames(reading: reading, caller: caller, now: now)
            let found = try reading.find(AggregateQuery<Bank>(limit: Self.choicesMax))
            try names.remember(banks: found.map(\.id))
            let banks = try found.compactMap { bank in
                try names.bank(bank.id).flatMap { known in
                    known.isVisible ? SignalChoices.Choice(id: bank.id, name: known.name ?? bank.id.description) : nil
                }
            }
            let curators = try reading.find(AggregateQuery<Organisation>(limit: Self.choicesMax))
                .filter(\.kind.curatesSignals)
            let known = try reading.names(of: curators.map(\.id))
            let members = curators.map { SignalChoices.Choice(id: $0.id, name: known[$0.id] ?? $0.id.description) }
            return SignalChoices(
                banks: banks.sorted { $0.name < $1.name },
                members: members.sorted { $0.name < $1.name }
            )
        }
    }
}

extension PageNames {
    private typealias Found = (signal: Signal, state: Signal.State, distance: Int?)

    /// The first of some hits that are open to the reader and looked for; a stretch of them takes as many statements as one.
    fileprivate mutating func rows(
        _ hits: [SearchIndex.Hit],
        _ search: Node.SignalSearch,
        limit: Int
    ) throws -> [SignalList.Row] {
        var listed: [Found] = []
        var rest = hits[...]
        while !rest.isEmpty, listed.count < limit {
            let stretch = rest.prefix(limit)
            rest = rest.dropFirst(limit)
            let distances = Dictionary(stretch.map { ($0.signal, $0.distance) }) { first, _ in first }
            let known = try reading.load(Signal.self, ids: stretch.map(\.signal))
            for found in try self.listed(stretch.compactMap { known[$0.signal] }, search) {
                listed.append((found.signal, found.state, distances[found.signal.id]))
            }
        }
        return try rows(of: Array(listed.prefix(limit)))
    }

    /// Those of some signals that are open to the reader and looked for, with what their state is here.
    private mutating func listed(
        _ signals: [Signal],
        _ search: Node.SignalSearch
    ) throws -> [(signal: Signal, state: Signal.State)] {
        try remember(banks: signals.map(\.bank))
        let disputed = try reading.disputedHere(signals)
        return try signals.compactMap { signal in
            let state = signal.isLive && disputed.contains(signal.id) ? .disputed : signal.state
            guard try search.state ?? state == state && search.accepts(signal) && bank(signal.bank)?.isVisible == true
            else { return nil }
            return (signal, state)
        }
    }

    private mutating func rows(of listed: [Found]) throws -> [SignalList.Row] {
        try remember(members: listed.map(\.signal.proposer))
        return try listed.map { signal, state, distance in
            SignalList.Row(
                signal: signal,
                bank: try bank(signal.bank)?.name,
                proposer: try member(signal.proposer),
                state: state,
                distance: distance
            )
        }
    }

    fileprivate mutating func page(
        _ search: Node.SignalSearch,
        after: AggregateQuery<Signal>.Bookmark?,
        limit: Int,
        scanning scannedMax: Int
    ) throws -> SignalList {
        var listed: [Found] = []
        var place = after
        var scanned = 0
        while scanned < scannedMax {
            let stretch = max(limit, 100)
            let found = try reading.find(
                AggregateQuery<Signal>(
                    search.conditions,
                    order: .descending(.proposedAt),
                    after: place,
                    limit: stretch
                )
            )
            let states = Dictionary(
                try self.listed(found, search).map { ($0.signal.id, $0.state) },
                uniquingKeysWith: { first, _ in first }
            )
            for signal in found {
                if let state = states[signal.id] {
                    // One more than fits tells that the list goes on.
                    if listed.count == limit { return SignalList(rows: try rows(of: listed), next: place) }
                    listed.append((signal, state, nil))
                }
                place = .init(value: .integer(signal.proposedAt.microseconds), id: signal.id)
            }
            scanned += found.count
            if found.count < stretch { return SignalList(rows: try rows(of: listed), next: nil) }
        }
        return SignalList(rows: try rows(of: listed), next: place)
    }
}

extension Node {
    /// The banks into which a caller may propose on this node, by name.
    package func openBanks(for caller: Caller) async throws -> [SignalChoices.Choice<Bank>] {
        let now = clock()
        return try await store.read { reading in
            let found = try reading.find(AggregateQuery<Bank>([.isNull(.exchange)], limit: Self.choicesMax))
            let known = RememberedReading(reading)
            try known.remember(agreements: found.compactMap(\.agreement))
            let banks = try found.filter { bank in
                try !bank.isClosed && known.isVisible(bank, to: caller.organisation.id, at: now, for: .proposeSignals)
            }
            let names = try reading.sealedParts(["name"], at: banks.map(\.namedAt))
            return banks.map { bank in
                SignalChoices.Choice(id: bank.id, name: names[bank.namedAt]?["name"] ?? bank.id.description)
            }.sorted { $0.name < $1.name }
        }
    }
}

import Cooperation
import Fingerprints

extension Node {
    /// Which signals to list.
    package struct SignalFilter: Sendable {
        package var bank: ID<Bank>?
        package var state: Signal.State?
        package var proposer: ID<Organisation>?
        package var fingerprint: Fingerprint?

        package init(
            bank: ID<Bank>? = nil,
            state: Signal.State? = nil,
            proposer: ID<Organisation>? = nil,
            fingerprint: Fingerprint? = nil
        ) {
            self.bank = bank
            self.state = state
            self.proposer = proposer
            self.fingerprint = fingerprint
        }
    }

    /// One signal.
    ///
    /// - Throws: `Refusal` `not-found` also where it exists and the caller takes no part in its bank.
    package func signal(_ id: ID<Signal>, for caller: Caller) async throws -> SignalView {
        let organisation = caller.organisation.id
        let now = clock()
        return try await store.read { reading in
            guard let signal = try reading.load(Signal.self, id),
                try reading.isVisible(signal, to: organisation, at: now, for: .readSignals)
            else { throw Refusal(.notFound, "not-found", "There is no such signal.") }
            return try reading.view(signal)
        }
    }

    /// Signals in the order of their ids: a page after `after`, of those that the caller may read.
    ///
    /// - Returns: the page, and the id to go on after, `nil` at the end.
    package func signals(
        _ filter: SignalFilter,
        after: ID<Signal>?,
        limit: Int,
        for caller: Caller
    ) async throws -> (signals: [SignalView], next: ID<Signal>?) {
        let organisation = caller.organisation.id
        let now = clock()
        return try await store.read { reading in
            if let fingerprint = filter.fingerprint {
                let key = LookupKey(scope: fingerprint.kind.rawValue, value: fingerprint.value)
                let ids = try reading.lookUp(Signal.self, key, limit: CheckPlan.signalsPerFingerprintMax)
                let known = try reading.load(Signal.self, ids: ids)
                let found = ids.compactMap { known[$0] }.filter { filter.accepts($0) }
                return (try reading.views(reading.visible(found, to: organisation, at: now)), nil)
            }
            let page = try reading.find(
                AggregateQuery<Signal>(
                    filter.conditions,
                    after: after.map { .init(value: nil, id: $0) },
                    limit: limit
                )
            )
            let visible = try reading.visible(page, to: organisation, at: now)
            return (try reading.views(visible), page.count == limit ? page.last?.id : nil)
        }
    }
}

extension Node.SignalFilter {
    fileprivate var conditions: [AggregateQuery<Signal>.Condition] {
        var conditions: [AggregateQuery<Signal>.Condition] = []
        if let bank { conditions.append(.equals(.bank, .text(bank.description))) }
        if let state { conditions.append(.equals(.state, .text(state.rawValue))) }
        if let proposer { conditions.append(.equals(.proposer, .text(proposer.description))) }
        return conditions
    }

    fileprivate func accepts(_ signal: Signal) -> Bool {
        (bank.map { $0 == signal.bank } ?? true) && (state.map { $0 == signal.state } ?? true)
            && (proposer.map { $0 == signal.proposer } ?? true)
    }
}

extension StoreReading {
    func view(_ signal: Signal) throws -> SignalView {
        let texts = try sealedParts(SignalView.parts, at: SignalView.positions(of: signal))
        return SignalView(signal, texts, isDisputedHere: try isDisputedHere(signal))
    }

    /// Signals with their texts, in as many statements for a page of them as for one.
    func views(_ signals: [Signal]) throws -> [SignalView] {
        let texts = try sealedParts(SignalView.parts, at: signals.flatMap(SignalView.positions))
        let disputed = try disputedHere(signals)
        return signals.map { SignalView($0, texts, isDisputedHere: disputed.contains($0.id)) }
    }

    /// Those of some signals that an organisation may read, in as many statements for a page of them as for one.
    func visible(_ signals: [Signal], to organisation: ID<Organisation>, at now: Timestamp) throws -> [Signal] {
        let known = RememberedReading(self)
        try known.remember(banks: signals.map(\.bank))
        return try signals.filter { try known.isVisible($0, to: organisation, at: now, for: .readSignals) }
    }

    /// As which member an organisation takes part in what an exchange keeps: the node's own organisation is known there
    /// under another id.
    func member(_ organisation: ID<Organisation>, on origin: EventOrigin?) throws -> ID<Organisation> {
        guard let origin, try load(Organisation.self, organisation)?.ownsNode == true,
            let exchange = try load(Exchange.self, origin.exchange)
        else { return organisation }
        return exchange.member
    }

    /// Whether an organisation comes near a signal, for what it wants to do.
    func isVisible(
        _ signal: Signal,
        to organisation: ID<Organisation>,
        at now: Timestamp,
        for permission: Permission
    ) throws -> Bool {
        guard let bank = try load(Bank.self, signal.bank) else { return false }
        return try isVisible(bank, to: organisation, at: now, for: permission)
    }

    /// Whether an organisation comes near a bank, for what it wants to do.
    func isVisible(
        _ bank: Bank,
        to organisation: ID<Organisation>,
        at now: Timestamp,
        for permission: Permission
    ) throws -> Bool {
        AuthorisationRules.admits(
            try member(organisation, on: bank.origin),
            permission,
            to: bank,
            under: try bank.agreement.flatMap { try load(Agreement.self, $0) },
            at: now
        )
    }
}

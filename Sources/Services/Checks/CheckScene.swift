import Cooperation
import Fingerprints

/// What was loaded for one look, each thing once.
struct CheckScene {
    private let reading: any StoreReading
    private let organisation: ID<Organisation>
    private let now: Timestamp
    private var signals: [ID<Signal>: Signal] = [:]
    private var banks: [ID<Bank>: Bank] = [:]
    private var agreements: [ID<Agreement>: Agreement] = [:]
    private var members: [ID<Organisation>: Organisation] = [:]
    private var exchanges: [ID<Exchange>: Exchange] = [:]

    init(reading: any StoreReading, organisation: ID<Organisation>, now: Timestamp) {
        self.reading = reading
        self.organisation = organisation
        self.now = now
    }

    /// A signal with all that its verdict rests on.
    ///
    /// - Returns: `nil` for one that does not match, beyond its bank's radius before anything more is loaded.
    mutating func candidate(
        _ id: ID<Signal>,
        fingerprint: Fingerprint,
        distance: Int
    ) throws -> MatchCandidate? {
        guard let signal = try signal(id), let bank = try bank(signal.bank), distance <= bank.settings.radius else {
            return nil
        }
        var people: [ID<Organisation>: Organisation] = [:]
        let authority = [signal.provenance.authority].compactMap(\.self)
        for member in [signal.proposer] + signal.verifications.map(\.organisation) + authority {
            people[member] = try self.member(member)
        }
        let exchange = try signal.origin.flatMap { try self.exchange($0.exchange) }
        let agreement = try bank.agreement.flatMap { try self.agreement($0) }
        let candidate = MatchCandidate(
            signal: signal,
            bank: bank,
            agreement: agreement,
            fingerprint: fingerprint,
            distance: distance,
            members: people,
            viewer: exchange?.member ?? organisation,
            isProven: signal.origin == nil
                || isProven(signal, bank, agreement: bank.agreement, people: people.values, by: exchange),
            isDisputedHere: try reading.isDisputedHere(signal)
        )
        return candidate.isVisible(at: now) ? candidate : nil
    }

    /// Bank, agreement and members must be proved as well, or a rewritten history could smuggle in a wider radius, a
    /// right to block, or the independence of those who verified.
    private func isProven(
        _ signal: Signal,
        _ bank: Bank,
        agreement: ID<Agreement>?,
        people: some Sequence<Organisation>,
        by exchange: Exchange?
    ) -> Bool {
        guard let exchange, exchange.proves(signal), exchange.proves(bank) else { return false }
        if let agreement {
            guard let agreement = agreements[agreement], exchange.proves(agreement) else { return false }
        }
        return people.allSatisfy { $0.origin == nil || exchange.proves($0) }
    }

    private mutating func signal(_ id: ID<Signal>) throws -> Signal? {
        if let known = signals[id] { return known }
        signals[id] = try reading.load(Signal.self, id)
        return signals[id]
    }

    private mutating func bank(_ id: ID<Bank>) throws -> Bank? {
        if let known = banks[id] { return known }
        banks[id] = try reading.load(Bank.self, id)
        return banks[id]
    }

    private mutating func agreement(_ id: ID<Agreement>) throws -> Agreement? {
        if let known = agreements[id] { return known }
        agreements[id] = try reading.load(Agreement.self, id)
        return agreements[id]
    }

    private mutating func member(_ id: ID<Organisation>) throws -> Organisation? {
        if let known = members[id] { return known }
        members[id] = try reading.load(Organisation.self, id)
        return members[id]
    }

    private mutating func exchange(_ id: ID<Exchange>) throws -> Exchange? {
        if let known = exchanges[id] { return known }
        exchanges[id] = try reading.load(Exchange.self, id)
        return exchanges[id]
    }
}

import Cooperation
import Fingerprints

/// What a check has found so far, and how it becomes an answer in one consistent state of the store.
///
/// The same look is taken first from a reader and, where something has to be recorded, again within the transaction.
struct CheckPlan: Sendable {
    /// A signal whose PDQ hash is near one of the content's.
    struct Near: Sendable, Hashable {
        let signal: ID<Signal>
        let fingerprint: Fingerprint
        let distance: Int
    }

    /// The answer and the case that is open for the content already.
    struct Sight: Sendable {
        let answer: CheckRules.Answer
        let openCase: Case?

        /// Whether recording would change nothing: the case is open and knows every signal.
        var addsNothing: Bool {
            guard let openCase else { return false }
            if answer.verdict == .act, openCase.state == .open { return false }
            return Set(answer.matches.map(\.signal)).isSubset(of: openCase.matches.map(\.signal))
        }
    }

    /// How many signals under one exact fingerprint are looked at.
    static let signalsPerFingerprintMax = 1000

    let near: [Near]
    let exact: [Fingerprint]
    let rolloutBucket: Int
    let contentKey: String
    let organisation: ID<Organisation>
    let now: Timestamp

    func look(_ reading: any StoreReading) throws -> Sight {
        var scene = Scene(reading: reading, organisation: organisation)
        var candidates = try near.compactMap {
            try scene.candidate($0.signal, fingerprint: $0.fingerprint, distance: $0.distance)
        }
        for fingerprint in exact {
            let key = LookupKey(scope: fingerprint.kind.rawValue, value: fingerprint.value)
            for signal in try reading.lookUp(Signal.self, key, limit: Self.signalsPerFingerprintMax) {
                if let found = try scene.candidate(signal, fingerprint: fingerprint, distance: 0) {
                    candidates.append(found)
                }
            }
        }
        let answer = CheckRules.answer(candidates, rolloutBucket: rolloutBucket, at: now)
        guard answer.verdict != .clear else { return Sight(answer: answer, openCase: nil) }
        let key = LookupKey(scope: Case.contentScope, value: contentKey)
        let open = try reading.lookUp(Case.self, key, limit: 1).first.flatMap { try reading.load(Case.self, $0) }
        return Sight(answer: answer, openCase: open)
    }

    /// What was loaded for one look, each thing once.
    private struct Scene {
        let reading: any StoreReading
        let organisation: ID<Organisation>
        var banks: [ID<Bank>: Bank] = [:]
        var agreements: [ID<Agreement>: Agreement] = [:]
        var members: [ID<Organisation>: Organisation] = [:]
        var exchanges: [ID<Exchange>: Exchange] = [:]

        mutating func candidate(
            _ id: ID<Signal>,
            fingerprint: Fingerprint,
            distance: Int
        ) throws -> MatchCandidate? {
            guard let signal = try reading.load(Signal.self, id), let bank = try bank(signal.bank) else { return nil }
            var people: [ID<Organisation>: Organisation] = [:]
            for member in [signal.proposer] + signal.verifications.map(\.organisation) {
                people[member] = try self.member(member)
            }
            let exchange = try signal.origin.flatMap { try self.exchange($0.exchange) }
            let agreement = try bank.agreement.flatMap { try self.agreement($0) }
            return MatchCandidate(
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
}

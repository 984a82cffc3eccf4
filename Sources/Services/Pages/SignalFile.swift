import Cooperation

/// Everything that a person sees of a signal.
package struct SignalFile: Sendable {
    package let view: SignalView
    package let bank: Bank
    package let bankName: String?
    package let agreement: String?
    /// As which member the reader's organisation is known where the signal is kept.
    package let reader: ID<Organisation>
    /// The names of everybody who had a word, as far as they are not erased.
    package let members: [ID<Organisation>: String]
    /// What this node's people said that the exchange which keeps the signal has not recorded yet, with their words; empty
    /// for other readers.
    package let onItsWay: [(message: DispatchMessage, text: String?)]
    /// The acts on the signal, in order.
    package let history: [JournalEvent]
    /// The names of those of the reader's own organisation who acted.
    package let people: [Identifier: String]

    /// A negative opinion of the reader's organisation that waits for a second person.
    package var heldOpinion: Opinion? { view.signal.unconfirmedOpinions[reader] }
    package var isProposer: Bool { view.signal.proposer == reader }
}

extension Node {
    private static let signalHistoryMax = 500

    /// Everything that a person sees of a signal.
    ///
    /// - Throws: `Refusal` `not-found`; `StoreError`.
    package func signalFile(_ id: ID<Signal>, for caller: Caller) async throws -> SignalFile {
        let now = clock()
        return try await store.read { reading in
            var names = PageNames(reading: reading, caller: caller, now: now)
            guard let signal = try reading.load(Signal.self, id), let bank = try names.bank(signal.bank),
                bank.isVisible
            else { throw Refusal(.notFound, "not-found", "There is no such signal.") }
            let history = try names.history(of: id.identifier, limit: Self.signalHistoryMax)
            let said = signal.verifications.map(\.organisation) + signal.opinions.keys + signal.unconfirmedOpinions.keys
            try names.remember(
                members: said + [signal.proposer] + [signal.provenance.authority].compactMap(\.self)
            )
            let agreement = try signal.agreement.flatMap { try reading.load(Agreement.self, $0) }
            return SignalFile(
                view: try reading.view(signal),
                bank: bank.bank,
                bankName: bank.name,
                agreement: try agreement.flatMap { try reading.sealedPart("title", at: $0.titledAt) },
                reader: try reading.member(caller.organisation.id, on: signal.origin),
                members: names.members,
                onItsWay: caller.organisation.ownsNode ? try reading.onItsWay(about: id) : [],
                history: history,
                people: try names.people(of: history)
            )
        }
    }
}

extension StoreReading {
    private var wordsMax: Int { 50 }

    /// The words about a signal that its exchange has not recorded yet, in the order in which they were said.
    fileprivate func onItsWay(about signal: ID<Signal>) throws -> [(message: DispatchMessage, text: String?)] {
        let key = LookupKey(scope: Dispatch.signalScope, value: signal.description)
        let words = try load(Dispatch.self, ids: lookUp(Dispatch.self, key, limit: wordsMax)).values
        let texts = try sealedParts(["text"], at: words.map(\.queuedAtPosition))
        return words.sorted { $0.queuedAtPosition < $1.queuedAtPosition }
            .map { ($0.message, texts[$0.queuedAtPosition]?["text"]) }
    }
}

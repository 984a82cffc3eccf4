import Cooperation

/// Everything that a person sees of a bank.
package struct BankFile: Sendable {
    package let view: BankView
    package let owner: String?
    /// The title of the agreement that it stands under.
    package let agreement: String?
    package let agreementUse: Agreement.Use?
    package let isOwn: Bool
    package let liveSignals: Int64
    package let disputedSignals: Int64
    /// The acts on the bank itself, in order.
    package let history: [JournalEvent]
    package let members: [ID<Organisation>: String]
    package let people: [Identifier: String]
}

/// A bank among others.
package struct BankRow: Sendable {
    package let view: BankView
    package let owner: String?
    package let agreement: String?
}

extension Node {
    private static let bankHistoryMax = 500

    /// The banks that are open to a reader, in order of id.
    package func bankList(
        after: ID<Bank>?,
        limit: Int,
        for caller: Caller
    ) async throws -> (rows: [BankRow], next: ID<Bank>?) {
        let now = clock()
        let (banks, next) = try await banks(after: after, limit: limit, for: caller)
        return try await store.read { reading in
            var names = PageNames(reading: reading, caller: caller, now: now)
            let titles = try reading.titles(of: banks.compactMap(\.bank.agreement))
            try names.remember(members: banks.map(\.bank.owner))
            let rows = try banks.map { view in
                BankRow(
                    view: view,
                    owner: try names.member(view.bank.owner),
                    agreement: view.bank.agreement.flatMap { titles[$0] }
                )
            }
            return (rows, next)
        }
    }

    /// Everything that a person sees of a bank.
    ///
    /// - Throws: `Refusal` `not-found`; `StoreError`.
    package func bankFile(_ id: ID<Bank>, for caller: Caller) async throws -> BankFile {
        let now = clock()
        let view = try await bank(id, for: caller)
        return try await store.read { reading in
            var names = PageNames(reading: reading, caller: caller, now: now)
            let history = try names.history(of: id.identifier, limit: Self.bankHistoryMax)
            let owner = try names.member(view.bank.owner)
            let agreement = try view.bank.agreement.flatMap { try reading.load(Agreement.self, $0) }
            func signals(_ states: [Signal.State]) throws -> Int64 {
                try reading.count(
                    AggregateQuery<Signal>([
                        .equals(.bank, .text(id.description)),
                        .isOneOf(.state, states.map { .text($0.rawValue) }),
                    ])
                )
            }
            return BankFile(
                view: view,
                owner: owner,
                agreement: try agreement.flatMap { try reading.sealedPart("title", at: $0.titledAt) },
                agreementUse: agreement?.use,
                isOwn: try reading.member(caller.organisation.id, on: view.bank.origin) == view.bank.owner,
                liveSignals: try signals(Signal.State.live),
                disputedSignals: try signals([.disputed]),
                history: history,
                members: names.members,
                people: try names.people(of: history)
            )
        }
    }
}

import Cooperation

/// A bank with its texts.
package struct BankView: Sendable {
    package let bank: Bank
    package let name: String?
    /// For an external list: who verified it, by which criteria, whom to tell of errors.
    package let verifier: String?
    package let criteria: String?
    package let contact: String?
}

extension Node {
    /// The banks in which the caller takes part, in order of id.
    package func banks(
        after: ID<Bank>?,
        limit: Int,
        for caller: Caller
    ) async throws -> (banks: [BankView], next: ID<Bank>?) {
        let now = clock()
        return try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Bank>(after: after.map { .init(value: nil, id: $0) }, limit: limit)
            )
            let known = RememberedReading(reading)
            try known.remember(
                agreements: page.compactMap(\.agreement),
                exchanges: page.compactMap { $0.origin?.exchange }
            )
            let visible = try page.filter {
                try known.isVisible($0, to: caller.organisation.id, at: now, for: .readBanks)
            }
            return (try reading.views(visible), page.count == limit ? page.last?.id : nil)
        }
    }

    /// One bank.
    package func bank(_ id: ID<Bank>, for caller: Caller) async throws -> BankView {
        let now = clock()
        return try await store.read { reading in
            guard let bank = try reading.load(Bank.self, id),
                try reading.isVisible(bank, to: caller.organisation.id, at: now, for: .readBanks)
            else { throw Refusal(.notFound, "not-found", "There is no such bank.") }
            return try reading.view(bank)
        }
    }

    /// How many signals a bank holds, whatever became of them.
    ///
    /// - Throws: `Refusal` where there is no such bank for the caller; `StoreError`.
    package func signalCount(in id: ID<Bank>, for caller: Caller) async throws -> Int64 {
        _ = try await bank(id, for: caller)
        return try await store.read { reading in
            try reading.count(AggregateQuery<Signal>([.equals(.bank, .text(id.description))]))
        }
    }

    /// Opens a bank.
    package func openBank(
        name: String,
        agreement: ID<Agreement>?,
        settings: BankSettings,
        verifier: ExternalVerifier?,
        by caller: Caller
    ) async throws -> BankView {
        try await store.write { transaction in
            let id: ID<Bank> = transaction.newID()
            let agreement = try agreement.map { id in
                guard let agreement = try transaction.load(Agreement.self, id),
                    try transaction.isVisible(agreement, to: caller, for: .readAgreements)
                else {
                    throw Refusal(.notFound, "not-found", "There is no such agreement.", pointer: "/agreement")
                }
                guard agreement.origin == nil else {
                    throw Refusal(
                        .conflict,
                        "kept-elsewhere",
                        "This agreement is kept by the exchange; open the bank there.",
                        pointer: "/agreement"
                    )
                }
                return agreement
            }
            return try transaction.command(
                .open(
                    name: name,
                    owner: caller.organisation,
                    agreement: agreement,
                    settings: settings,
                    verifier: verifier
                ),
                on: id,
                by: caller
            )
        }
    }

    /// Changes a bank's settings.
    ///
    /// - Parameters:
    ///   - id: the bank.
    ///   - settings: the new settings, given those of the moment at which they are changed.
    ///   - caller: who changes them.
    /// - Returns: the bank as it is then.
    /// - Throws: `Refusal`, `StoreError`.
    package func changeBankSettings(
        _ id: ID<Bank>,
        _ settings: @escaping @Sendable (BankSettings) throws(Refusal) -> BankSettings,
        by caller: Caller
    ) async throws -> BankView {
        try await store.write { transaction in
            let bank = try transaction.bank(id, visibleTo: caller, for: .keepBanks)
            return try transaction.command(.changeSettings(try settings(bank.settings)), on: id, by: caller)
        }
    }

    /// Closes or enforces a bank.
    package func changeBank(_ id: ID<Bank>, _ command: BankCommand, by caller: Caller) async throws -> BankView {
        let permission: Permission = if case .switchEnforcement = command { .switchEnforcement } else { .keepBanks }
        return try await store.write { transaction in
            _ = try transaction.bank(id, visibleTo: caller, for: permission)
            return try transaction.command(command, on: id, by: caller)
        }
    }
}

extension StoreReading {
    fileprivate func view(_ bank: Bank) throws(StoreError) -> BankView {
        let texts = try sealedParts(BankView.parts, at: [bank.namedAt])
        return BankView(bank, texts[bank.namedAt] ?? [:])
    }

    fileprivate func views(_ banks: [Bank]) throws(StoreError) -> [BankView] {
        let texts = try sealedParts(BankView.parts, at: banks.map(\.namedAt))
        return banks.map { BankView($0, texts[$0.namedAt] ?? [:]) }
    }
}

extension BankView {
    fileprivate static let parts: Set<String> = ["name", "verifier", "criteria", "contact"]

    fileprivate init(_ bank: Bank, _ texts: [String: String]) {
        self.init(
            bank: bank,
            name: texts["name"],
            verifier: texts["verifier"],
            criteria: texts["criteria"],
            contact: texts["contact"]
        )
    }
}

extension StoreTransaction {
    fileprivate func bank(_ id: ID<Bank>, visibleTo caller: Caller, for permission: Permission) throws -> Bank {
        guard let bank = try load(Bank.self, id),
            try isVisible(bank, to: caller.organisation.id, at: now, for: permission)
        else { throw Refusal(.notFound, "not-found", "There is no such bank.") }
        return bank
    }

    fileprivate func command(_ command: BankCommand, on id: ID<Bank>, by caller: Caller) throws -> BankView {
        let state = try load(Bank.self, id)
        let acts = try Bank.decide(state, command, id: id, actor: caller.organisation.id, now: now)
        for act in acts { try append(act, by: caller.author) }
        guard let bank = try load(Bank.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such bank.")
        }
        return try view(bank)
    }
}

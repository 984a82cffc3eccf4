import Cooperation

/// An agreement with its title.
package struct AgreementView: Sendable {
    package let agreement: Agreement
    package let title: String?
}

extension Node {
    /// The agreements that name the caller's organisation as a party; all of them for the secretariat and oversight.
    package func agreements(
        after: ID<Agreement>?,
        limit: Int,
        for caller: Caller
    ) async throws -> (agreements: [AgreementView], next: ID<Agreement>?) {
        try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Agreement>(after: after.map { .init(value: nil, id: $0) }, limit: limit)
            )
            let visible = try reading.visible(page, to: caller)
            return (try reading.titled(visible), page.count == limit ? page.last?.id : nil)
        }
    }

    /// One agreement.
    package func agreement(_ id: ID<Agreement>, for caller: Caller) async throws -> AgreementView {
        try await store.read { reading in
            guard let agreement = try reading.load(Agreement.self, id),
                try reading.isVisible(agreement, to: caller, for: .readAgreements)
            else { throw Refusal(.notFound, "not-found", "There is no such agreement.") }
            return try reading.view(agreement)
        }
    }

    /// Writes an agreement down.
    package func proposeAgreement(
        title: String,
        parties: [ID<Organisation>],
        use: Agreement.Use,
        validUntil: Timestamp?,
        by caller: Caller
    ) async throws -> AgreementView {
        try await store.write { transaction in
            let members = try parties.map { party in
                guard let member = try transaction.load(Organisation.self, party), member.origin == nil else {
                    throw Refusal(
                        .notFound,
                        "party-unknown",
                        "One of the parties is not a member.",
                        pointer: "/parties"
                    )
                }
                return member
            }
            let id: ID<Agreement> = transaction.newID()
            return try transaction.command(
                .propose(title: title, parties: members, use: use, validUntil: validUntil),
                on: id,
                by: caller
            )
        }
    }

    /// Accepts an agreement in the name of the caller's organisation.
    package func acceptAgreement(_ id: ID<Agreement>, by caller: Caller) async throws -> AgreementView {
        try await store.write { try $0.command(.accept(caller.organisation.id), on: id, by: caller) }
    }

    /// Leaves an agreement in the name of the caller's organisation.
    package func leaveAgreement(_ id: ID<Agreement>, by caller: Caller) async throws -> AgreementView {
        try await store.write { try $0.command(.leave(caller.organisation.id), on: id, by: caller) }
    }
}

extension StoreReading {
    /// Whether a caller comes near an agreement, for what they want to do.
    func isVisible(_ agreement: Agreement, to caller: Caller, for permission: Permission) throws -> Bool {
        AuthorisationRules.admits(
            try member(caller.organisation.id, on: agreement.origin),
            kind: caller.organisation.kind,
            permission,
            to: agreement
        )
    }

    /// Those of some agreements that a caller may read, in as many statements for a page of them as for one.
    func visible(_ agreements: [Agreement], to caller: Caller) throws -> [Agreement] {
        let known = RememberedReading(self)
        try known.remember(exchanges: agreements.compactMap { $0.origin?.exchange })
        return try agreements.filter { try known.isVisible($0, to: caller, for: .readAgreements) }
    }

    /// Agreements with their titles, in as many statements for a page of them as for one.
    func titled(_ agreements: [Agreement]) throws(StoreError) -> [AgreementView] {
        let titles = try sealedParts(["title"], at: agreements.map(\.titledAt))
        return agreements.map { AgreementView(agreement: $0, title: titles[$0.titledAt]?["title"]) }
    }

    /// The titles of agreements, as far as they are known here and not erased.
    func titles(of ids: some Sequence<ID<Agreement>>) throws(StoreError) -> [ID<Agreement>: String] {
        let views = try titled(Array(load(Agreement.self, ids: Array(Set(ids))).values))
        return Dictionary(views.map { ($0.agreement.id, $0.title) }) { first, _ in first }.compactMapValues(\.self)
    }

    fileprivate func view(_ agreement: Agreement) throws -> AgreementView {
        AgreementView(agreement: agreement, title: try sealedPart("title", at: agreement.titledAt))
    }
}

extension StoreTransaction {
    fileprivate func command(
        _ command: AgreementCommand,
        on id: ID<Agreement>,
        by caller: Caller
    ) throws -> AgreementView {
        let state = try load(Agreement.self, id)
        if let state {
            guard try isVisible(state, to: caller, for: .joinAgreements) else {
                throw Refusal(.notFound, "not-found", "There is no such agreement.")
            }
            guard state.origin == nil else {
                throw Refusal(.conflict, "kept-elsewhere", "This agreement is kept by the exchange; do that there.")
            }
        }
        for act in try Agreement.decide(state, command, id: id, now: now) { try append(act, by: caller.author) }
        guard let agreement = try load(Agreement.self, id) else {
            throw Refusal(.notFound, "not-found", "There is no such agreement.")
        }
        return try view(agreement)
    }
}

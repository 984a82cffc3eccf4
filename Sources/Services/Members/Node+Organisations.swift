import Cooperation

/// A member with its name.
package struct OrganisationView: Sendable {
    package let organisation: Organisation
    package let name: String?
}

extension Node {
    /// All members, in order of id.
    package func organisations(
        after: ID<Organisation>?,
        limit: Int
    ) async throws -> (organisations: [OrganisationView], next: ID<Organisation>?) {
        try await store.read { reading in
            let page = try reading.find(
                AggregateQuery<Organisation>(after: after.map { .init(value: nil, id: $0) }, limit: limit)
            )
            return (try page.map { try reading.view($0) }, page.count == limit ? page.last?.id : nil)
        }
    }

    /// One member.
    package func organisation(_ id: ID<Organisation>) async throws -> OrganisationView {
        try await store.read { reading in
            guard let organisation = try reading.load(Organisation.self, id) else {
                throw Refusal(.notFound, "not-found", "There is no such organisation.")
            }
            return try reading.view(organisation)
        }
    }

    /// Registers a member, as an applicant.
    ///
    /// - Parameters:
    ///   - id: its id where it is to be the one that its own node has; else a new one.
    ///   - kind: what it is.
    ///   - name: its name.
    ///   - interests: what it declared.
    ///   - caller: who registers it; already authorised.
    /// - Returns: the member.
    /// - Throws: `Refusal`, `StoreError`.
    package func registerOrganisation(
        id: ID<Organisation>?,
        kind: OrganisationKind,
        name: String,
        interests: Interests?,
        by caller: Caller
    ) async throws -> OrganisationView {
        try await store.write { transaction in
            let id: ID<Organisation> = id ?? transaction.newID()
            let command = OrganisationCommand.register(kind: kind, name: name, interests: interests, ownsNode: false)
            let state = try transaction.load(Organisation.self, id)
            for act in try Organisation.decide(state, command, id: id) {
                try transaction.append(act, by: caller.author)
            }
            return try transaction.stored(id)
        }
    }

    /// Changes a member's standing, as the members decided.
    package func changeStanding(
        of id: ID<Organisation>,
        to standing: Standing,
        reason: String,
        by caller: Caller
    ) async throws -> OrganisationView {
        try await command(.changeStanding(standing, reason: reason), on: id, by: caller)
    }

    /// Declares who stands behind the caller's organisation.
    package func declareInterests(
        of id: ID<Organisation>,
        _ interests: Interests,
        by caller: Caller
    ) async throws -> OrganisationView {
        guard id == caller.organisation.id else {
            throw Refusal(.forbidden, "not-your-organisation", "Declare interests for your own organisation only.")
        }
        return try await command(.declareInterests(interests), on: id, by: caller)
    }

    /// Declares whether the caller's organisation takes requests that are exercises, also where nobody planned them.
    ///
    /// - Throws: `Refusal`: `not-your-organisation`, `kept-elsewhere`, `member-withdrawn`; `StoreError`.
    package func declareExercises(
        of id: ID<Organisation>,
        _ takesExercises: Bool,
        by caller: Caller
    ) async throws -> OrganisationView {
        guard id == caller.organisation.id else {
            throw Refusal(.forbidden, "not-your-organisation", "Say for your own organisation only what it takes.")
        }
        return try await command(.declareExercises(takesExercises), on: id, by: caller)
    }

    private func command(
        _ command: OrganisationCommand,
        on id: ID<Organisation>,
        by caller: Caller
    ) async throws -> OrganisationView {
        try await store.write { transaction in
            let state = try transaction.load(Organisation.self, id)
            for act in try Organisation.decide(state, command, id: id) {
                try transaction.append(act, by: caller.author)
            }
            return try transaction.stored(id)
        }
    }
}

extension StoreReading {
    func view(_ organisation: Organisation) throws -> OrganisationView {
        OrganisationView(
            organisation: organisation,
            name: try sealedPart("name", at: organisation.namedAt)
        )
    }

    fileprivate func stored(_ id: ID<Organisation>) throws -> OrganisationView {
        guard let organisation = try load(Organisation.self, id) else {
            throw StoreError(.damaged, "An organisation that was just recorded is missing.")
        }
        return try view(organisation)
    }
}

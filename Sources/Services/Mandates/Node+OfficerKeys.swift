import Cooperation
import Statements

extension Node {
    /// Adds a public key: an officer their own, whoever keeps the register any officer's.
    ///
    /// A certificate is verified up to the roots that the operator configured; its key and its end become facts.
    ///
    /// - Throws: `Refusal`: `certificate-roots-missing`, `certificate-not-accepted`, `key-id-invalid`, `key-known`, and what
    ///   officers refuse; `StoreError`.
    package func addOfficerKey(
        _ entry: OfficerKeyEntry,
        to id: ID<Officer>,
        by caller: Caller
    ) async throws -> OfficerView {
        // Whoever may not add a key has nothing verified.
        try await store.read { _ = try $0.officer(id, withKeysKeptBy: caller) }
        let entry = try await verified(entry)
        return try await store.write { transaction in
            _ = try transaction.officer(id, withKeysKeptBy: caller)
            // One key, one officer: so its id alone says who signed.
            let known = try transaction.lookUp(
                Officer.self,
                LookupKey(scope: Officer.keyScope, value: entry.id),
                limit: 1
            )
            guard known.isEmpty else {
                throw Refusal(.conflict, "key-known", "This key is known already; make a new one.", pointer: "/id")
            }
            return try transaction.command(.addKey(entry), on: id, by: caller)
        }
    }

    private func verified(_ entry: OfficerKeyEntry) async throws -> OfficerKeyEntry {
        guard let chain = entry.certificate else { return entry }
        guard let roots = settings.authorityRoots else {
            throw Refusal(
                .conflict,
                "certificate-roots-missing",
                "This node trusts no certificates; ask its operator (--authority-roots), or add an Ed25519 key.",
                pointer: "/certificate"
            )
        }
        let certificate: AuthorityCertificate
        do throws(SignatureProblem) {
            let seconds = clock().microseconds / 1_000_000
            certificate = try await AuthorityCertificate(verifying: chain, roots: roots, at: seconds)
        } catch {
            throw Refusal(.invalid, "certificate-not-accepted", error.message, pointer: "/certificate")
        }
        return try entry.verified(certificate)
    }

    /// Vouches for a key.
    package func vouchForOfficerKey(
        _ key: String,
        of id: ID<Officer>,
        how: String,
        by caller: Caller
    ) async throws -> OfficerView {
        let voucher = try caller.voucher()
        return try await store.write { transaction in
            _ = try transaction.officer(id, visibleTo: caller)
            return try transaction.command(.vouchForKey(key, how: how, by: voucher), on: id, by: caller)
        }
    }

    /// Revokes a key; nothing that arrives later is signed by it.
    package func revokeOfficerKey(
        _ key: String,
        of id: ID<Officer>,
        why revocation: OfficerKey.Revocation,
        reason: String,
        by caller: Caller
    ) async throws -> OfficerView {
        try await store.write { transaction in
            _ = try transaction.officer(id, withKeysKeptBy: caller)
            return try transaction.command(.revokeKey(key, revocation, reason: reason), on: id, by: caller)
        }
    }
}

extension StoreReading {
    fileprivate func officer(_ id: ID<Officer>, withKeysKeptBy caller: Caller) throws -> Officer {
        let officer = try officer(id, visibleTo: caller)
        try caller.requireKeeper(of: officer.authority)
        let isOwn = try caller.requiredPerson() == officer.person
        guard isOwn || AuthorisationRules.rule(for: .keepRegister).roles.contains(caller.role) else {
            throw Refusal(
                .forbidden,
                "role-not-allowed",
                "Officers keep their own keys; ask a supervisor or an administrator for another's."
            )
        }
        return officer
    }
}

import CanonicalJSON
import Cooperation
import Statements

extension Node {
    /// Takes the officer's signatures under every document of a draft; files the requests where nobody else has to sign.
    ///
    /// - Parameters:
    ///   - id: the draft.
    ///   - statements: the signed statements, one for each document, in their order.
    ///   - caller: the officer.
    /// - Returns: the draft, filed or waiting for a supervisor.
    /// - Throws: `Refusal`: `signature-wrong`, `statement-not-of-draft`, and what mandates refuse; `StoreError`.
    package func signRequestDraft(
        _ id: ID<RequestDraft>,
        _ statements: [SignedStatement],
        by caller: Caller
    ) async throws -> RequestDraft {
        let person = try caller.requiredPerson()
        let requests = try await requests(of: id, in: statements, for: caller)
        guard statements.allSatisfy({ $0.signatures.count == 1 }) else {
            throw Refusal(.invalid, "signature-wrong", "The officer's signature alone belongs here.")
        }
        let text = JSONValue.array(try statements.map { try $0.value() })
        let signed = String(decoding: text.canonicalBytes, as: UTF8.self)
        return try await filing(requests) { transaction, desk in
            let draft = try transaction.existingDraft(id, for: caller)
            let mandate = try transaction.mandate(ofPerson: person, at: transaction.now)
            guard mandate.officer.id == draft.writing.officer else {
                throw Refusal(.forbidden, "not-the-writer", "Who wrote a request signs it first.")
            }
            var key = ""
            let moment = mandate.moment(transaction.now)
            for statement in statements {
                key = try mandate.signingKey(statement.signatures[0].key.description, at: moment).key.id
            }
            for act in try RequestDraft.decide(draft, .sign(key: key, signed: signed), id: id) {
                try transaction.append(act, by: caller.author)
            }
            if !draft.writing.needsCoSignature {
                try desk.file(requests, of: id, supervisor: nil, in: transaction, by: caller)
            }
            return try transaction.existingDraft(id, for: caller)
        }
    }

    /// Takes a supervisor's signatures under a draft that an officer signed, and files the requests.
    ///
    /// - Parameters:
    ///   - id: the draft.
    ///   - statements: the statements with both signatures, in the order of the documents.
    ///   - caller: the supervisor.
    /// - Returns: the draft, filed.
    /// - Throws: `Refusal`: `same-person`, `rank-insufficient`, `signature-wrong`, and what mandates refuse; `StoreError`.
    package func coSignRequestDraft(
        _ id: ID<RequestDraft>,
        _ statements: [SignedStatement],
        by caller: Caller
    ) async throws -> RequestDraft {
        let person = try caller.requiredPerson()
        let requests = try await requests(of: id, in: statements, for: caller)
        return try await filing(requests) { transaction, desk in
            let draft = try transaction.existingDraft(id, for: caller)
            let mandate = try transaction.mandate(ofPerson: person, at: transaction.now)
            guard mandate.officer.rank == .supervisor, mandate.office.id == draft.writing.office else {
                throw Refusal(
                    .forbidden,
                    "rank-insufficient",
                    "A supervisor of the same office signs what an officer wrote."
                )
            }
            guard
                statements.allSatisfy({ statement in
                    statement.signatures.count == 2
                        && mandate.officer.key(statement.signatures[1].key.description) != nil
                })
            else {
                throw Refusal(.invalid, "signature-wrong", "Your own signature has to stand below the officer's.")
            }
            try desk.file(requests, of: id, supervisor: mandate.officer.id, in: transaction, by: caller)
            return try transaction.existingDraft(id, for: caller)
        }
    }

    /// Files one request that was written and signed elsewhere: its signatures speak for it, and no key is asked for.
    ///
    /// What arrives in the name of a suspended member is recorded, refused and counted.
    ///
    /// - Parameter statement: the signed statement.
    /// - Returns: the request, and when it was recorded.
    /// - Throws: `Refusal`: `signature-wrong`, `already-filed`, and what mandates refuse; `StoreError`.
    package func fileSignedRequest(_ statement: SignedStatement) async throws -> (
        request: Request, recordedAt: Timestamp
    ) {
        let request = try await verified([statement])[0]
        return try await filing([request]) { transaction, desk in
            let id = try desk.file(request, in: transaction, by: nil)
            return (try transaction.existingRequest(id), transaction.now)
        }
    }

    /// The signed statements of a draft that waits for a supervisor.
    package func signedStatements(of id: ID<RequestDraft>, for caller: Caller) async throws -> [SignedStatement] {
        try await store.read { reading in
            let draft = try reading.existingDraft(id, for: caller)
            guard let position = draft.signedAtPosition, let text = try reading.sealedPart("signed", at: position)
            else { return [] }
            guard let list = try JSONValue(parsing: Array(text.utf8)).arrayValue else { return [] }
            return try list.map { try SignedStatement(parsing: $0.canonicalBytes) }
        }
    }

    /// The requests of a draft with their signatures, verified; what a draft says is never changed once it is written.
    ///
    /// - Throws: `Refusal`: `not-found`, `statement-not-of-draft`, `signature-wrong`, `signer-unknown`; `StoreError`.
    private func requests(
        of id: ID<RequestDraft>,
        in statements: [SignedStatement],
        for caller: Caller
    ) async throws -> [VerifiedRequest] {
        let text = try await store.read { reading in
            let draft = try reading.existingDraft(id, for: caller)
            return try reading.sealedPart("documents", at: draft.writtenAtPosition)
        }
        let expected = try text.map { try RequestDocument.list($0) } ?? []
        guard expected.map(\.text) == statements.map(\.documentText) else {
            throw Refusal(
                .invalid,
                "statement-not-of-draft",
                "Sign the documents of this draft, each of them and as they are."
            )
        }
        return try await verified(statements)
    }

    /// Files requests in one transaction; where others of the same authority came in between, so that it matters by now whether
    /// it is slowed down, that is found out, and they are filed by it.
    private func filing<Result: Sendable>(
        _ requests: [VerifiedRequest],
        _ body: @escaping @Sendable (any StoreTransaction, RequestDesk) throws -> Result
    ) async throws -> Result {
        var desk = requestDesk
        desk.dailyLimit = try await dailyLimit(for: requests)
        do {
            return try await store.write { [desk] in try body($0, desk) }
        } catch is DailyLimit.Unknown {
            desk.dailyLimit = try await dailyLimit(for: requests, filesLess: false)
            return try await store.write { [desk] in try body($0, desk) }
        }
    }

    var requestDesk: RequestDesk {
        RequestDesk(
            organisation: identity.organisation,
            isExchange: identity.isExchange,
            secrets: secrets,
            calendar: calendar,
            requestsPerHourMax: settings.requestsPerAuthorityPerHourMax,
            sharedMailDomains: settings.sharedMailDomains
        )
    }
}

extension SignedStatement {
    fileprivate func value() throws -> JSONValue { try JSONValue(parsing: bytes) }
}

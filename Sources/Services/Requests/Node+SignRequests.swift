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
        let desk = requestDesk
        let person = try caller.requiredPerson()
        return try await store.write { transaction in
            let draft = try transaction.existingDraft(id, for: caller)
            let mandate = try transaction.mandate(ofPerson: person, at: transaction.now)
            guard mandate.officer.id == draft.writing.officer else {
                throw Refusal(.forbidden, "not-the-writer", "Who wrote a request signs it first.")
            }
            try transaction.requireDocuments(of: draft, in: statements)
            var key = ""
            for statement in statements {
                guard statement.signatures.count == 1 else {
                    throw Refusal(.invalid, "signature-wrong", "The officer's signature alone belongs here.")
                }
                key = try transaction.signer(of: statement, mandate, at: transaction.now).key.id
            }
            let text = JSONValue.array(try statements.map { try $0.value() })
            let signed = String(decoding: text.canonicalBytes, as: UTF8.self)
            for act in try RequestDraft.decide(draft, .sign(key: key, signed: signed), id: id) {
                try transaction.append(act, by: caller.author)
            }
            if !draft.writing.needsCoSignature {
                try desk.file(statements, of: id, supervisor: nil, in: transaction, by: caller)
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
        let desk = requestDesk
        let person = try caller.requiredPerson()
        return try await store.write { transaction in
            let draft = try transaction.existingDraft(id, for: caller)
            let mandate = try transaction.mandate(ofPerson: person, at: transaction.now)
            guard mandate.officer.rank == .supervisor, mandate.office.id == draft.writing.office else {
                throw Refusal(
                    .forbidden,
                    "rank-insufficient",
                    "A supervisor of the same office signs what an officer wrote."
                )
            }
            try transaction.requireDocuments(of: draft, in: statements)
            guard
                statements.allSatisfy({ statement in
                    statement.signatures.count == 2
                        && mandate.officer.key(statement.signatures[1].key.description) != nil
                })
            else {
                throw Refusal(.invalid, "signature-wrong", "Your own signature has to stand below the officer's.")
            }
            try desk.file(statements, of: id, supervisor: mandate.officer.id, in: transaction, by: caller)
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
        let desk = requestDesk
        return try await store.write { transaction in
            let id = try desk.file(statement, in: transaction, by: nil)
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

    var requestDesk: RequestDesk {
        RequestDesk(
            organisation: identity.organisation,
            isExchange: identity.isExchange,
            secrets: secrets,
            calendar: calendar,
            requestsPerHourMax: settings.requestsPerAuthorityPerHourMax,
            thresholds: settings.qualityThresholds
        )
    }
}

extension StoreReading {
    /// Fails unless the statements are the draft's documents, in order.
    fileprivate func requireDocuments(of draft: RequestDraft, in statements: [SignedStatement]) throws {
        let expected = try documents(of: draft).map(\.text)
        let given = statements.map { String(decoding: $0.statement.canonicalBytes, as: UTF8.self) }
        guard expected == given else {
            throw Refusal(
                .invalid,
                "statement-not-of-draft",
                "Sign the documents of this draft, each of them and as they are."
            )
        }
    }
}

extension SignedStatement {
    fileprivate func value() throws -> JSONValue { try JSONValue(parsing: bytes) }
}

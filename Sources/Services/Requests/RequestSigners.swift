import Cooperation
import Statements

/// Who signed a request, as the register knows them, whatever their mandate is worth now.
struct RequestSigners {
    /// Who wrote it.
    let officer: Mandate
    /// Who signed too.
    let supervisor: Mandate?

    /// Fails unless both may sign this now.
    ///
    /// - Throws: `Refusal` as mandates and documents do, and `co-signature-missing`.
    func requireMandate(
        of statement: SignedStatement,
        _ document: RequestDocument,
        _ instrument: Instrument?,
        at now: Timestamp
    ) throws(Refusal) {
        try requireKeys(of: statement, at: now)
        // A demand to weaken encryption needs no instrument: it is recorded and refused, whatever it names.
        guard let instrument, document.kind != .weakenEncryption else {
            guard document.country == officer.office.country else {
                throw Refusal(
                    .invalid,
                    "country-not-of-office",
                    "This office is of another country; ask in its own.",
                    pointer: "/country"
                )
            }
            return
        }
        try document.requireMandate(instrument, officer.office)
        guard !instrument.terms.needsCoSignature || supervisor != nil else {
            throw Refusal(.invalid, "co-signature-missing", "A supervisor has to sign this too.")
        }
    }

    /// Fails unless somebody vouched for each key and its officer at a moment.
    func requireKeys(of statement: SignedStatement, at moment: Timestamp) throws(Refusal) {
        for (signature, mandate) in zip(statement.signatures, [officer, supervisor].compactMap(\.self)) {
            _ = try mandate.signingKey(signature.key.description, at: moment)
        }
    }
}

extension StoreReading {
    /// Who signed a request.
    ///
    /// - Throws: `Refusal`: `signature-wrong`, `signer-unknown`, `same-person`, `rank-insufficient`.
    func signers(
        of statement: SignedStatement,
        _ document: RequestDocument
    ) throws -> RequestSigners {
        guard statement.purpose == .request else {
            throw Refusal(.invalid, "signature-wrong", "This was not signed as a request.")
        }
        var mandates: [Mandate] = []
        var keys: [SigningPublicKey] = []
        for signature in statement.signatures {
            guard let mandate = try mandate(withKey: signature.key.description),
                mandate.authority.id == document.authority, mandate.office.id == document.office,
                let key = try mandate.officer.publicKey(signature.key)
            else {
                throw Refusal(
                    .forbidden,
                    "signer-unknown",
                    "The register knows no officer of this office with the key that signed."
                )
            }
            mandates.append(mandate)
            keys.append(key)
        }
        do throws(SignatureProblem) {
            try statement.verify(as: .request, by: keys)
        } catch {
            throw Refusal(.invalid, "signature-wrong", error.message)
        }
        guard let officer = mandates.first, officer.officer.id == document.officer else {
            throw Refusal(.invalid, "signature-wrong", "Who signed first is not the officer whom the request names.")
        }
        guard mandates.count <= 2 else {
            throw Refusal(.invalid, "signature-wrong", "A request bears two signatures at most.")
        }
        guard mandates.count == 2 else { return RequestSigners(officer: officer, supervisor: nil) }
        let supervisor = mandates[1]
        guard supervisor.officer.person != officer.officer.person else {
            throw Refusal(.invalid, "same-person", "Somebody else than the officer has to sign too.")
        }
        guard supervisor.officer.rank == .supervisor else {
            throw Refusal(.forbidden, "rank-insufficient", "Who signs too has to be a supervisor of the office.")
        }
        return RequestSigners(officer: officer, supervisor: supervisor)
    }

    /// The key by which an officer signed a statement alone.
    ///
    /// - Throws: `Refusal`: `signature-wrong`, and as `Officer.signingKey` does.
    func signer(of statement: SignedStatement, _ mandate: Mandate, at now: Timestamp) throws -> SigningKey {
        let signature = statement.signatures[0]
        let signing = try mandate.signingKey(signature.key.description, at: now)
        guard let key = try mandate.officer.publicKey(signature.key) else {
            throw Refusal(.forbidden, "signer-unknown", "The register knows no such key of this officer.")
        }
        do throws(SignatureProblem) {
            try statement.verify(as: .request, by: [key])
        } catch {
            throw Refusal(.invalid, "signature-wrong", error.message)
        }
        return signing
    }

    /// The instrument that a document names; `nil` for a demand that no instrument makes better.
    func requiredInstrument(
        _ code: String,
        for kind: RequestKind,
        keptBy exchange: ID<Exchange>? = nil
    ) throws -> Instrument? {
        kind == .weakenEncryption
            ? try instrument(code, keptBy: exchange) : try requiredInstrument(code, keptBy: exchange)
    }
}

extension Officer {
    /// One of an officer's public keys for signing: an Ed25519 key, or the one of a certificate that was verified when it was
    /// added.
    ///
    /// That it is the officer's is said by whoever vouched for it; whether it holds at a moment, `signingKey` asks.
    ///
    /// - Returns: `nil` where the officer has no such key.
    /// - Throws: `Refusal` `signature-wrong` where the register holds no sound key.
    func publicKey(_ id: PublicKeyID) throws(Refusal) -> SigningPublicKey? {
        guard let known = key(id.description), known.kind.signs, let text = known.publicKey else { return nil }
        let key: SigningPublicKey
        do throws(SignatureProblem) {
            key = try SigningPublicKey(known.kind == .certificate ? text : "ed25519:" + text)
        } catch {
            throw Refusal(.invalid, "signature-wrong", error.message)
        }
        return key.id == id ? key : nil
    }
}

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
        for (signature, mandate) in zip(statement.signatures, [officer, supervisor].compactMap(\.self)) {
            _ = try mandate.signingKey(signature.key.description, at: now)
        }
        // A demand to weaken encryption needs no instrument: it is recorded and refused, whatever it names.
        guard let instrument else { return }
        try document.requireMandate(instrument, officer.office)
        guard !instrument.terms.needsCoSignature || supervisor != nil else {
            throw Refusal(.invalid, "co-signature-missing", "A supervisor has to sign this too.")
        }
    }
}

extension StoreReading {
    /// Who signed a request.
    ///
    /// - Throws: `Refusal`: `signature-wrong`, `signer-unknown`, `same-person`, `rank-insufficient`.
    func signers(of statement: SignedStatement, _ document: RequestDocument) throws -> RequestSigners {
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
    func requiredInstrument(_ code: String, for kind: RequestKind) throws -> Instrument? {
        kind == .weakenEncryption ? try instrument(code, keptBy: nil) : try requiredInstrument(code)
    }
}

extension Officer {
    /// One of the officer's public keys for signing.
    ///
    /// - Throws: `Refusal` `signature-wrong` where the register holds no sound key.
    func publicKey(_ id: PublicKeyID) throws(Refusal) -> SigningPublicKey? {
        guard let known = key(id.description), known.kind == .signing, let hexadecimal = known.publicKey else {
            return nil
        }
        do throws(SignatureProblem) {
            return try SigningPublicKey("ed25519:" + hexadecimal)
        } catch {
            throw Refusal(.invalid, "signature-wrong", error.message)
        }
    }
}

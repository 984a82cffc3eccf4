import Cooperation
import Statements

/// Who signed a request, as the register knows them, whatever their mandate is worth now.
struct RequestSigners {
    /// Who wrote it.
    let officer: Mandate
    /// Who signed too.
    let supervisor: Mandate?

    fileprivate static let unknown = Refusal(
        .forbidden,
        "signer-unknown",
        "The register knows no officer of this office with the key that signed."
    )

    /// The moment at which is judged what their mandates are worth now.
    func moment(_ now: Timestamp) -> Timestamp { max(officer.moment(now), supervisor?.moment(now) ?? now) }

    /// Fails unless both may sign this now.
    ///
    /// - Throws: `Refusal` as mandates and documents do, and `second-voucher-needed`, `co-signature-missing`,
    ///   `encryption-key-not-vouched`.
    func requireMandate(
        of statement: SignedStatement,
        _ document: RequestDocument,
        _ instrument: Instrument?,
        at now: Timestamp
    ) throws(Refusal) {
        try requireKeys(of: statement, at: now, inEmergency: document.kind == .emergencyDisclosure)
        try requireInstrument(instrument, of: document)
        // Asked after the instrument, so that what nobody accepts is counted as that.
        if document.kind == .emergencyDisclosure { try officer.office.requireSecondVoucher() }
        guard let instrument, document.kind != .weakenEncryption else { return }
        if let key = document.encryptionKey { try officer.officer.requireGoodKey(key, at: now) }
        guard !(instrument.terms.needsCoSignature || document.reachesBeyondCountry) || supervisor != nil else {
            throw Refusal(.invalid, "co-signature-missing", "A supervisor has to sign this too.")
        }
    }

    /// Fails unless the office may ask for this in its country, under the instrument.
    private func requireInstrument(_ instrument: Instrument?, of document: RequestDocument) throws(Refusal) {
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
    }

    /// Fails unless somebody vouched for each key and its officer at a moment.
    func requireKeys(of statement: SignedStatement, at moment: Timestamp, inEmergency: Bool) throws(Refusal) {
        for (signature, mandate) in zip(statement.signatures, [officer, supervisor].compactMap(\.self)) {
            _ = try mandate.signingKey(signature.key.description, at: moment, inEmergency: inEmergency)
        }
    }
}

extension StoreReading {
    /// The keys with which a request was signed, in order: what is needed to verify it.
    ///
    /// - Throws: `Refusal`: `signature-wrong` for what is no request, `signer-unknown`.
    func signingKeys(of statement: SignedStatement) throws -> [SigningPublicKey] {
        guard statement.purpose == .request else {
            throw Refusal(.invalid, "signature-wrong", "This was not signed as a request.")
        }
        guard statement.signatures.count <= 2 else {
            throw Refusal(.invalid, "signature-wrong", "A request bears two signatures at most.")
        }
        return try statement.signatures.map { signature in
            guard let mandate = try mandate(withKey: signature.key.description),
                let key = try mandate.officer.publicKey(signature.key)
            else { throw RequestSigners.unknown }
            return key
        }
    }

    /// Who signed a request, whose signatures were verified with ``signingKeys(of:)``.
    ///
    /// - Throws: `Refusal`: `signature-wrong`, `signer-unknown`, `same-person`, `rank-insufficient`.
    func signers(of statement: SignedStatement, _ document: RequestDocument) throws -> RequestSigners {
        let mandates = try statement.signatures.map { signature in
            guard let mandate = try mandate(withKey: signature.key.description),
                mandate.authority.id == document.authority, mandate.office.id == document.office
            else { throw RequestSigners.unknown }
            return mandate
        }
        guard let officer = mandates.first, officer.officer.id == document.officer else {
            throw Refusal(.invalid, "signature-wrong", "Who signed first is not the officer whom the request names.")
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

extension StoreReading {
    /// Fails unless data of a request may still be encrypted to the key that it names.
    ///
    /// What was good when the request was filed may have been revoked since, as stolen, or its officer may have left.
    ///
    /// - Throws: `Refusal` `encryption-key-not-vouched`; `StoreError`.
    func requireGoodKey(_ key: String, of request: Request, at moment: Timestamp) throws {
        guard let id = request.filing.officer else { throw Officer.keyNotVouched }
        let mandate: Mandate
        do {
            let isEmergency = request.filing.kind == .emergencyDisclosure
            mandate = try self.mandate(of: id, at: moment, inEmergency: isEmergency)
        } catch is Refusal {
            throw Officer.keyNotVouched
        }
        try mandate.officer.requireGoodKey(key, at: moment)
    }
}

extension SignedStatement {
    /// Fails unless each signature is the one of its key.
    ///
    /// - Throws: `Refusal` `signature-wrong`.
    func requireSignatures(by keys: [SigningPublicKey]) throws(Refusal) {
        do throws(SignatureProblem) {
            try verify(as: .request, by: keys)
        } catch {
            throw Refusal(.invalid, "signature-wrong", error.message)
        }
    }
}

extension Officer {
    static let keyNotVouched = Refusal(
        .conflict,
        "encryption-key-not-vouched",
        "Nobody vouches for the key to which the data would be encrypted, or no longer; ask for them with one that is vouched for.",
        pointer: "/encryptionKey"
    )

    /// Fails unless somebody vouches at a moment for a key to which data may be encrypted, as one of this officer's.
    fileprivate func requireGoodKey(_ key: String, at moment: Timestamp) throws(Refusal) {
        guard goodKeys(.encryption, at: moment).contains(where: { $0.publicKey == key }) else {
            throw Self.keyNotVouched
        }
    }

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

import Cooperation
import Passkeys

extension ConsoleAccess {
    /// A person's own way in.
    ///
    /// - Throws: `Refusal` where it was closed; `StoreError`.
    package func ownLogin(of visit: Visit) async throws -> OwnLogin {
        let id = ID<Login>(visit.person.id.identifier)
        return try await node.store.read { reading in
            guard let login = try reading.load(Login.self, id), login.isEnrolled else { throw Refusal.noLogin }
            let names = try reading.sealedParts(["passkeyName"], at: login.passkeys.map(\.addedAtPosition))
                .compactMapValues { $0["passkeyName"] }
            return OwnLogin(
                login: login,
                loginName: try login.enrolledAtPosition.flatMap { try reading.sealedPart("name", at: $0) },
                passkeys: login.passkeys.map { PasskeyView(passkey: $0, name: names[$0.addedAtPosition]) },
                mayChangePasskeys: mayChangePasskeys(login, visit)
            )
        }
    }

    /// Whether a session may add and remove passkeys.
    ///
    /// One that began with a password may add the first passkey, where no role of the person rests for want of one; all else
    /// needs one that began with a passkey. Otherwise a password that was given away on a page that only looks like this one
    /// would be worth as much as a passkey.
    private func mayChangePasskeys(_ login: Login, _ visit: Visit) -> Bool {
        visit.session.method == .passkey || (!login.hasPasskeys && visit.restingRoles.isEmpty)
    }

    private func requireMayChangePasskeys(_ login: Login, _ visit: Visit) throws(Refusal) {
        guard mayChangePasskeys(login, visit) else {
            throw Refusal(
                .forbidden,
                "passkey-session-needed",
                "Log in with a passkey to do this. If you have none left, ask your administrator for a set-up link."
            )
        }
    }

    /// What the account page hands to the browser so that it makes another passkey.
    ///
    /// - Parameters:
    ///   - visit: whose.
    ///   - origin: where the console is reached.
    /// - Returns: the options, with a challenge of their own.
    /// - Throws: `Refusal`, `StoreError`.
    package func beginPasskey(of visit: Visit, at origin: ConsoleOrigin) async throws -> PasskeyOptions {
        let person = visit.person.id
        let (excluded, name) = try await node.store.read { reading -> ([String], String?) in
            guard let login = try reading.load(Login.self, ID(person.identifier)), login.isEnrolled else {
                throw Refusal.noLogin
            }
            try requireMayChangePasskeys(login, visit)
            let positions = login.passkeys.map(\.addedAtPosition)
            let ids = try reading.sealedParts(["credentialId"], at: positions)
                .compactMapValues { $0["credentialId"] }
            return (
                positions.compactMap { ids[$0] },
                try login.enrolledAtPosition.flatMap { try reading.sealedPart("name", at: $0) }
            )
        }
        let challenge = challenges.make(.add(visit.session.id), at: node.clock(), randomBytes: node.randomBytes)
        return PasskeyOptions.creation(
            challenge: challenge,
            origin: origin,
            userHandle: person.identifier.bytes,
            name: name ?? (visit.name.isEmpty ? "Perisai" : visit.name),
            excluded: excluded
        )
    }

    /// Adds a passkey.
    ///
    /// A cookie alone is not enough: a stolen one works for hours at most, and a passkey for ever.
    ///
    /// - Parameters:
    ///   - registration: what the browser answered.
    ///   - name: what the person calls it.
    ///   - proof: that it is they who ask.
    ///   - visit: whose.
    ///   - origin: where the console is reached.
    /// - Throws: `Refusal` with what to do, `proof-wrong` where the proof is; `StoreError`.
    package func addPasskey(
        _ registration: PasskeyRegistration,
        named name: String,
        proof: PresenceProof,
        of visit: Visit,
        at origin: ConsoleOrigin
    ) async throws {
        let passkey = try verified(registration, .add(visit.session.id), named: name, at: origin)
        let checked = try await checked(proof, of: visit, at: origin)
        let person = visit.person.id
        let isAdded = try await node.store.write { transaction in
            let author = try transaction.activeAuthor(person)
            try requireMayChangePasskeys(try transaction.openLogin(of: visit), visit)
            // What a doubted passkey leaves behind is to be kept, so nothing is thrown here.
            guard try transaction.pass(checked, as: person, by: author) else { return false }
            try transaction.requireUnknown(passkey, except: person)
            try transaction.command(.addPasskey(passkey), on: person, by: author)
            return true
        }
        guard isAdded else { throw Refusal.proofWrong }
    }

    /// Takes a passkey away, and ends the person's other sessions, which it may have begun.
    ///
    /// The last one stays where there is no other way in, or a role of the person needs it.
    ///
    /// - Parameters:
    ///   - credentialHash: the passkey's `Passkey.credentialHash`.
    ///   - visit: whose.
    /// - Throws: `Refusal` with what to do; `StoreError`.
    package func removePasskey(_ credentialHash: String, of visit: Visit) async throws {
        let person = visit.person.id
        let isStrict = node.settings.passkeysRequired
        try await node.store.write { transaction in
            let known = try transaction.activePerson(person)
            try requireMayChangePasskeys(try transaction.openLogin(of: visit), visit)
            let isRequired = isStrict && known.roles.contains(where: \.needsPasskey)
            let acts = try transaction.command(
                .removePasskey(credentialHash: credentialHash, isRequired: isRequired),
                on: person,
                by: known.author
            )
            guard !acts.isEmpty else { return }
            try transaction.endSessions(of: person, except: visit.session.id, .passkeyRemoved, by: known.author)
        }
    }

    /// A passkey that answered one of this node's challenges rightly.
    func verified(
        _ registration: PasskeyRegistration,
        _ purpose: PasskeyChallenge.Purpose,
        named name: String,
        at origin: ConsoleOrigin
    ) throws(Refusal) -> NewPasskey {
        do throws(PasskeyError) {
            let challenge = try registration.challenge()
            guard let challengedAt = challenges.time(of: challenge, purpose, at: node.clock()) else {
                throw PasskeyError(.challenge, "This page is too old. Load it anew.")
            }
            let (credential, counter) = try registration.verify(origin.expectation(of: challenge))
            return NewPasskey(
                credentialHash: Self.hash(credential.id),
                credentialID: Base64URL.encode(credential.id),
                publicKey: Base64URL.encode(credential.publicKey.bytes),
                name: name,
                signCounter: Int64(counter),
                challengedAt: challengedAt
            )
        } catch {
            throw Refusal(.invalid, Self.refusalCode(error.code), error.message)
        }
    }

    /// What people can do something about has a code of its own.
    private static func refusalCode(_ code: PasskeyError.Code) -> String {
        switch code {
        case .challenge: "passkey-too-late"
        case .userVerification: "passkey-unverified"
        case .origin, .relyingParty: "passkey-origin"
        default: "passkey-refused"
        }
    }
}

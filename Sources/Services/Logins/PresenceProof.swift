import Cooperation
import Passkeys

/// How a person who is logged in shows once more that it is they, and not somebody who took their cookie.
package enum PresenceProof: Sendable {
    /// By a passkey that they have.
    case passkey(PasskeyAssertion)
    /// By their password and a one-time code or a recovery code; only where they have no passkey.
    case password(String, code: String)
}

/// One that was compared and found right, as far as it can be before the login is changed.
struct CheckedProof: Sendable {
    let proof: LoginProof
    /// The login's position that the proof was compared at: of the password, or of the passkey.
    let comparedAt: Int64

    /// Whether what it was compared with still stands.
    func isStill(of login: Login) -> Bool {
        if case .passkey(let hash, _, _) = proof { return login.passkey(hash)?.addedAtPosition == comparedAt }
        return login.passwordAtPosition == comparedAt
    }
}

extension ConsoleAccess {
    /// What the account page hands to the browser so that a passkey that the person has signs once more; `nil` where they
    /// have none.
    ///
    /// Ask for it before the options of a new passkey: what is answered first must be the older one.
    ///
    /// - Throws: `Refusal` where the login was closed; `StoreError`.
    package func beginProof(of visit: Visit, at origin: ConsoleOrigin) async throws -> PasskeyOptions? {
        guard try await ownLogin(of: visit).login.hasPasskeys else { return nil }
        let challenge = challenges.make(.prove(visit.session.id), at: node.clock(), randomBytes: node.randomBytes)
        return PasskeyOptions.request(challenge: challenge, origin: origin)
    }

    /// Compares a proof with the login of a visit.
    ///
    /// - Throws: `Refusal` `proof-wrong`; `StoreError`.
    func checked(_ proof: PresenceProof, of visit: Visit, at origin: ConsoleOrigin) async throws -> CheckedProof {
        let checked: CheckedProof? =
            switch proof {
            case .passkey(let assertion): try await self.checked(assertion, .prove(visit.session.id), at: origin)?.proof
            case .password(let password, let code):
                try await self.checked(password, code, with: try await known(visit.person.id))
            }
        let hasPasskeys = try await ownLogin(of: visit).login.hasPasskeys
        guard let checked, hasPasskeys == checked.proof.isPasskey else { throw Refusal.proofWrong }
        return checked
    }
}

extension LoginProof {
    var isPasskey: Bool { if case .passkey = self { true } else { false } }
}

extension Refusal {
    static var proofWrong: Refusal {
        Refusal(
            .invalid,
            "proof-wrong",
            "That it is you could not be shown. Use a passkey that you have, or your password and a new code."
        )
    }
}

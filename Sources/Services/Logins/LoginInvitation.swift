import CanonicalJSON
import Cooperation
import Crypto

/// A link by which a person sets their login up, once.
package struct LoginInvitation: Sendable, Hashable {
    /// How long a link works.
    package static let lasting = Login.invitationTimeMax
    /// How many random bytes its secret has.
    private static let secretBytes = 32

    /// The link's secret, shown this once.
    package let secret: String
    /// What is kept of it.
    let hash: String

    /// Draws a secret.
    init(randomBytes: (Int) -> [UInt8]) {
        secret = Hexadecimal.encode(randomBytes(Self.secretBytes))
        hash = Hexadecimal.encode(SHA256.hash(data: Array(secret.utf8)))
    }

    /// Where the console takes it.
    package var path: String { "/console/setup/" + secret }
}

extension Node {
    /// Gives a person of the caller's organisation a link by which they set their login up.
    ///
    /// - Returns: the link, and from when on it no longer works.
    /// - Throws: `Refusal` `not-found`; `StoreError`.
    package func inviteToLogIn(
        _ id: ID<Person>,
        of organisation: ID<Organisation>,
        by caller: Caller
    ) async throws -> (invitation: LoginInvitation, expiresAt: Timestamp) {
        try caller.requireOwn(organisation)
        let invitation = LoginInvitation(randomBytes: randomBytes)
        let expiresAt = try await store.write { transaction in
            guard let person = try transaction.load(Person.self, id), person.organisation == organisation,
                person.state == .active
            else { throw Refusal(.notFound, "not-found", "There is no such person.") }
            return try transaction.invite(person, invitation, by: caller.author)
        }
        return (invitation, expiresAt)
    }
}

extension StoreTransaction {
    /// Records that a person was given a link.
    ///
    /// - Returns: from when on it no longer works.
    func invite(_ person: Person, _ invitation: LoginInvitation, by author: Author) throws -> Timestamp {
        let expiresAt = now + LoginInvitation.lasting
        let id = ID<Login>(person.id.identifier)
        let command = LoginCommand.invite(
            organisation: person.organisation,
            tokenHash: invitation.hash,
            expiresAt: expiresAt
        )
        for act in try Login.decide(load(Login.self, id), command, id: id, now: now) { try append(act, by: author) }
        return expiresAt
    }
}

import CanonicalJSON
import Crypto
import Passkeys

/// A passkey in software and the browser around it, for tests: right unless it is bent.
package struct SoftwareAuthenticator: Sendable {
    /// Where the browser says it is.
    package var origin: String
    /// The host for which the passkey is made.
    package var relyingParty: String
    /// Whose it is.
    package var userHandle: [UInt8]
    /// The credential id.
    package let id: [UInt8]
    /// How often it has signed; stays 0 where it does not count.
    package var counter: UInt32
    package let key: P256.Signing.PrivateKey

    /// Makes a passkey that is the same for the same seed.
    package init(seed: UInt8, origin: String, relyingParty: String, userHandle: [UInt8] = [], counter: UInt32 = 1) {
        let scalar = Array(SHA256.hash(data: [seed]))
        guard let key = try? P256.Signing.PrivateKey(rawRepresentation: scalar) else {
            preconditionFailure("This seed gives no key.")
        }
        self.key = key
        self.origin = origin
        self.relyingParty = relyingParty
        self.userHandle = userHandle
        self.counter = counter
        id = Array(SHA256.hash(data: [seed, seed]))
    }

    /// Registers the passkey.
    ///
    /// - Parameters:
    ///   - challenge: what the page gave.
    ///   - bend: changes single things before anything is signed.
    /// - Returns: what a browser would send.
    package func register(
        _ challenge: [UInt8],
        bend: (inout Ceremony) -> Void = { _ in }
    ) -> PasskeyRegistration {
        var ceremony = Ceremony(type: "webauthn.create", challenge: challenge, of: self)
        ceremony.flags = 0x45
        bend(&ceremony)
        let client = ceremony.clientDataJSON
        let data = ceremony.authenticatorData
        var statement = CBORWriter.map([])
        if ceremony.format == "packed" {
            let signature = ceremony.sign(data + Array(SHA256.hash(data: client)))
            statement = CBORWriter.map([
                (CBORWriter.text("alg"), CBORWriter.integer(-7)), (CBORWriter.text("sig"), CBORWriter.bytes(signature)),
            ])
        }
        let object = CBORWriter.map([
            (CBORWriter.text("fmt"), CBORWriter.text(ceremony.format)),
            (CBORWriter.text("attStmt"), ceremony.statement ?? statement),
            (CBORWriter.text("authData"), CBORWriter.bytes(data)),
        ])
        return PasskeyRegistration(
            id: ceremony.id,
            clientDataJSON: client,
            attestationObject: object + ceremony.objectTrail
        )
    }

    /// Signs in with the passkey, once more.
    ///
    /// - Parameters:
    ///   - challenge: what the page gave.
    ///   - bend: changes single things before they are signed.
    /// - Returns: what a browser would send.
    package mutating func assert(
        _ challenge: [UInt8],
        bend: (inout Ceremony) -> Void = { _ in }
    ) -> PasskeyAssertion {
        if counter > 0 { counter += 1 }
        var ceremony = Ceremony(type: "webauthn.get", challenge: challenge, of: self)
        ceremony.flags = 0x05
        bend(&ceremony)
        let client = ceremony.clientDataJSON
        let data = ceremony.authenticatorData
        return PasskeyAssertion(
            id: ceremony.id,
            clientDataJSON: client,
            authenticatorData: data,
            signature: ceremony.sign(data + Array(SHA256.hash(data: client))),
            userHandle: ceremony.userHandle
        )
    }
}

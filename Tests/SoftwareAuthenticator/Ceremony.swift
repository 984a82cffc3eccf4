import CanonicalJSON
import Crypto
import Passkeys

/// One registration or login in the making, each of whose parts a test may bend.
package struct Ceremony {
    /// The members of the client data.
    package var client: [String: JSONValue]
    package var relyingParty: String
    /// The flags of the authenticator data.
    package var flags: UInt8
    package var counter: UInt32
    /// The credential id beside the signed data.
    package var id: [UInt8]
    /// The credential id within the authenticator data.
    package var attestedID: [UInt8]
    package var userHandle: [UInt8]
    /// The COSE key, as its members in CBOR.
    package var cose: [(key: [UInt8], value: [UInt8])]
    /// What follows the authenticator data's known parts.
    package var trail: [UInt8] = []
    /// What follows the attestation object.
    package var objectTrail: [UInt8] = []
    package var format = "none"
    /// The attestation statement, in place of the right one.
    package var statement: [UInt8]?
    /// The key that signs.
    package var signer: P256.Signing.PrivateKey
    /// Changes the signature after it was made.
    package var damage: ([UInt8]) -> [UInt8] = { $0 }

    init(type: String, challenge: [UInt8], of authenticator: SoftwareAuthenticator) {
        client = [
            "type": .string(type), "challenge": .string(Base64URL.encode(challenge)),
            "origin": .string(authenticator.origin), "crossOrigin": .bool(false),
            // Chromium adds this so that nobody compares the whole text.
            "other_keys_can_be_added_here": .string("TEST"),
        ]
        relyingParty = authenticator.relyingParty
        flags = 0
        counter = authenticator.counter
        id = authenticator.id
        attestedID = authenticator.id
        userHandle = authenticator.userHandle
        signer = authenticator.key
        let point = Array(authenticator.key.publicKey.x963Representation)
        cose = [
            (CBORWriter.integer(1), CBORWriter.integer(2)), (CBORWriter.integer(3), CBORWriter.integer(-7)),
            (CBORWriter.integer(-1), CBORWriter.integer(1)),
            (CBORWriter.integer(-2), CBORWriter.bytes(Array(point[1..<33]))),
            (CBORWriter.integer(-3), CBORWriter.bytes(Array(point[33..<65]))),
        ]
    }

    var clientDataJSON: [UInt8] { JSONValue.object(client).canonicalBytes }

    var authenticatorData: [UInt8] {
        var data = Array(SHA256.hash(data: Array(relyingParty.utf8))) + [flags]
        for shift in [24, 16, 8, 0] { data.append(UInt8(truncatingIfNeeded: counter >> UInt32(shift))) }
        if flags & 0x40 != 0 {
            data += [UInt8](repeating: 0, count: 16)
            data += [UInt8(truncatingIfNeeded: attestedID.count >> 8), UInt8(truncatingIfNeeded: attestedID.count)]
            data += attestedID
            data += CBORWriter.map(cose)
        }
        return data + trail
    }

    func sign(_ message: [UInt8]) -> [UInt8] {
        guard let signature = try? signer.signature(for: SHA256.hash(data: message)) else {
            preconditionFailure("The key does not sign.")
        }
        return damage(Array(signature.derRepresentation))
    }
}

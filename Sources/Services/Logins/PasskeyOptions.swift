import CanonicalJSON
import Cooperation
import Passkeys

/// What a page hands to the browser's `navigator.credentials`, as JSON with bytes in Base64 for addresses
/// (WebAuthn level 3, `parseCreationOptionsFromJSON` and `parseRequestOptionsFromJSON`).
package struct PasskeyOptions: Sendable, Hashable {
    /// The JSON text.
    package let json: String
    /// The challenge within it.
    package let challenge: [UInt8]

    private static var milliseconds: JSONValue { .integer(PasskeyChallenge.lifetime.count * 1000) }

    /// To make a passkey that is found without a name, by a device that checks who uses it, for ES256.
    static func creation(
        challenge: [UInt8],
        origin: ConsoleOrigin,
        userHandle: [UInt8],
        name: String,
        excluded: [String]
    ) -> PasskeyOptions {
        PasskeyOptions(
            [
                "rp": ["id": .string(origin.host), "name": "Perisai"],
                "user": [
                    "id": .string(Base64URL.encode(userHandle)), "name": .string(name), "displayName": .string(name),
                ],
                "pubKeyCredParams": [["type": "public-key", "alg": -7]],
                "excludeCredentials": .array(excluded.map { ["type": "public-key", "id": .string($0)] }),
                "authenticatorSelection": [
                    "residentKey": "required", "requireResidentKey": true, "userVerification": "required",
                ],
                "attestation": "none",
            ],
            challenge
        )
    }

    /// To sign in with any passkey of this host.
    static func request(challenge: [UInt8], origin: ConsoleOrigin) -> PasskeyOptions {
        PasskeyOptions(["rpId": .string(origin.host), "userVerification": "required"], challenge)
    }

    private init(_ members: [String: JSONValue], _ challenge: [UInt8]) {
        self.challenge = challenge
        var members = members
        members["challenge"] = .string(Base64URL.encode(challenge))
        members["timeout"] = Self.milliseconds
        json = JSONValue.object(members).canonicalString
    }
}

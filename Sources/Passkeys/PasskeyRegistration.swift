import Crypto

/// A new passkey, as a browser sends it after `navigator.credentials.create`.
package struct PasskeyRegistration: Sendable, Hashable {
    /// How long each part may be, in bytes.
    private static let bytesMax = 8192

    package let id: [UInt8]
    package let clientDataJSON: [UInt8]
    package let attestationObject: [UInt8]

    package init(id: [UInt8], clientDataJSON: [UInt8], attestationObject: [UInt8]) {
        self.id = id
        self.clientDataJSON = clientDataJSON
        self.attestationObject = attestationObject
    }

    /// Takes the fields of a form, each in Base64 for addresses; `nil` where one is none.
    package init?(id: String, clientDataJSON: String, attestationObject: String) {
        guard let id = Base64URL.decode(id), let client = Base64URL.decode(clientDataJSON),
            let attestation = Base64URL.decode(attestationObject)
        else { return nil }
        self.init(id: id, clientDataJSON: client, attestationObject: attestation)
    }

    /// The challenge that it says it answers.
    package func challenge() throws(PasskeyError) -> [UInt8] { try ClientData(parsing: clientDataJSON).challenge }

    /// Verifies it as WebAuthn level 2 section 7.1 says, with user verification and without attestation.
    ///
    /// A device may vouch for itself with the new key alone ("self attestation"), which says no more than none does.
    ///
    /// - Parameter expectation: what was asked for.
    /// - Returns: the credential and its counter.
    /// - Throws: `PasskeyError` with the first thing that is wrong.
    package func verify(
        _ expectation: PasskeyExpectation
    ) throws(PasskeyError) -> (credential: AuthenticatorData.Credential, signCounter: UInt32) {
        guard clientDataJSON.count <= Self.bytesMax, attestationObject.count <= Self.bytesMax else {
            throw PasskeyError(.malformed, "The answer is too long.")
        }
        try ClientData(parsing: clientDataJSON).require("webauthn.create", expectation)
        let object = try CBORReader.value(of: attestationObject)
        guard let format = object["fmt"]?.text, let statement = object["attStmt"], let bytes = object["authData"]?.bytes
        else { throw PasskeyError(.malformed, "The attestation object lacks a part.") }
        let data = try AuthenticatorData(parsing: bytes)
        try data.require(expectation)
        guard let credential = data.credential else {
            throw PasskeyError(.malformed, "There is no new credential in the authenticator data.")
        }
        guard credential.id == id else {
            throw PasskeyError(.credential, "The credential has another id than it says.")
        }
        switch format {
        case "none":
            guard statement == .map([:]) else { throw PasskeyError(.attestation, "No attestation has a statement.") }
        case "packed":
            guard case .map(let members) = statement, members.count == 2, statement["alg"] == .integer(-7),
                let signature = statement["sig"]?.bytes
            else { throw PasskeyError(.attestation, "Only the new key itself may vouch for the device.") }
            let message = bytes + Array(SHA256.hash(data: clientDataJSON))
            guard credential.publicKey.isValid(signature, for: message) else {
                throw PasskeyError(.signature, "The new key did not sign this.")
            }
        default: throw PasskeyError(.attestation, "No attestation was asked for; ask the device for none.")
        }
        return (credential, data.signCounter)
    }
}

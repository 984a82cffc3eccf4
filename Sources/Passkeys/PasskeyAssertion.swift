import Crypto

/// A signature of a passkey, as a browser sends it after `navigator.credentials.get`.
package struct PasskeyAssertion: Sendable, Hashable {
    /// How long each part may be, in bytes.
    private static let bytesMax = 8192

    package let id: [UInt8]
    package let clientDataJSON: [UInt8]
    package let authenticatorData: [UInt8]
    package let signature: [UInt8]
    /// Whose passkey it says it is.
    package let userHandle: [UInt8]

    package init(
        id: [UInt8],
        clientDataJSON: [UInt8],
        authenticatorData: [UInt8],
        signature: [UInt8],
        userHandle: [UInt8]
    ) {
        self.id = id
        self.clientDataJSON = clientDataJSON
        self.authenticatorData = authenticatorData
        self.signature = signature
        self.userHandle = userHandle
    }

    /// Takes the fields of a form, each in Base64 for addresses; `nil` where one is none.
    package init?(
        id: String,
        clientDataJSON: String,
        authenticatorData: String,
        signature: String,
        userHandle: String
    ) {
        guard let id = Base64URL.decode(id), let client = Base64URL.decode(clientDataJSON),
            let data = Base64URL.decode(authenticatorData), let signature = Base64URL.decode(signature),
            let user = Base64URL.decode(userHandle)
        else { return nil }
        self.init(id: id, clientDataJSON: client, authenticatorData: data, signature: signature, userHandle: user)
    }

    /// The challenge that it says it answers.
    package func challenge() throws(PasskeyError) -> [UInt8] { try ClientData(parsing: clientDataJSON).challenge }

    /// Verifies it as WebAuthn level 2 section 7.2 says, with user verification.
    ///
    /// Whose it is, and whether the counter is one that may come next, is the caller's to compare.
    ///
    /// - Parameters:
    ///   - expectation: what was asked for.
    ///   - publicKey: the passkey's, as it was kept.
    /// - Returns: how often the passkey has signed, as it says.
    /// - Throws: `PasskeyError` with the first thing that is wrong.
    package func verify(
        _ expectation: PasskeyExpectation,
        publicKey: PasskeyPublicKey
    ) throws(PasskeyError) -> UInt32 {
        guard clientDataJSON.count <= Self.bytesMax, authenticatorData.count <= Self.bytesMax else {
            throw PasskeyError(.malformed, "The answer is too long.")
        }
        try ClientData(parsing: clientDataJSON).require("webauthn.get", expectation)
        let data = try AuthenticatorData(parsing: authenticatorData)
        try data.require(expectation)
        let message = authenticatorData + Array(SHA256.hash(data: clientDataJSON))
        guard publicKey.isValid(signature, for: message) else {
            throw PasskeyError(.signature, "The signature is not this passkey's.")
        }
        return data.signCounter
    }
}

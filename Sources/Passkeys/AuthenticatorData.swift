import Crypto

/// What a device says of itself and of what happened (WebAuthn section 6.1).
package struct AuthenticatorData: Sendable, Hashable {
    /// A new credential that the device made.
    package struct Credential: Sendable, Hashable {
        package let id: [UInt8]
        package let publicKey: PasskeyPublicKey
    }

    private static let fixedBytes = 37
    private static let credentialIDBytes = 16...1023

    /// The SHA-256 of the host for which the credential was made.
    package let relyingPartyHash: [UInt8]
    /// Whether somebody touched the device.
    package let isUserPresent: Bool
    /// Whether the device checked who did.
    package let isUserVerified: Bool
    /// How often it has signed; 0 where it does not count.
    package let signCounter: UInt32
    /// The new credential, where there is one.
    package let credential: Credential?

    /// Reads it.
    ///
    /// - Throws: `PasskeyError` `malformed` or `algorithm`.
    package init(parsing bytes: [UInt8]) throws(PasskeyError) {
        guard bytes.count >= Self.fixedBytes else {
            throw PasskeyError(.malformed, "The authenticator data ends too early.")
        }
        let flags = bytes[32]
        relyingPartyHash = Array(bytes[..<32])
        isUserPresent = flags & 0x01 != 0
        isUserVerified = flags & 0x04 != 0
        signCounter = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
        var rest = bytes[Self.fixedBytes...]
        credential = flags & 0x40 != 0 ? try Self.credential(&rest) : nil
        if flags & 0x80 != 0 {
            var reader = CBORReader(rest)
            guard case .map = try reader.next() else {
                throw PasskeyError(.malformed, "The authenticator's extensions are no map.")
            }
            rest = rest[reader.position...]
        }
        guard rest.isEmpty else { throw PasskeyError(.malformed, "Something follows the authenticator data.") }
    }

    private static func credential(_ rest: inout ArraySlice<UInt8>) throws(PasskeyError) -> Credential {
        // The model of the device comes first: nobody asked for it.
        rest = rest.dropFirst(16)
        let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(2)
        guard credentialIDBytes.contains(length), rest.count > length else {
            throw PasskeyError(.malformed, "The credential id is too short or too long.")
        }
        let id = Array(rest.prefix(length))
        var reader = CBORReader(rest.dropFirst(length))
        let key = try PasskeyPublicKey(cose: try reader.next())
        rest = rest[reader.position...]
        return Credential(id: id, publicKey: key)
    }

    /// Demands what every registration and login needs (steps 13 to 15 of section 7.1, 15 to 17 of section 7.2).
    func require(_ expectation: PasskeyExpectation) throws(PasskeyError) {
        guard relyingPartyHash.elementsEqual(SHA256.hash(data: Array(expectation.relyingParty.utf8))) else {
            throw PasskeyError(.relyingParty, "The passkey is one for another host.")
        }
        guard isUserPresent else { throw PasskeyError(.userPresence, "Nobody touched the device.") }
        guard isUserVerified else {
            throw PasskeyError(
                .userVerification,
                "The device did not check who uses it; set up its PIN or fingerprint."
            )
        }
    }
}

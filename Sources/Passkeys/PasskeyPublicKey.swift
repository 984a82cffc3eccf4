import Crypto

/// The public half of a passkey: a point on P-256, for ES256 and nothing else.
package struct PasskeyPublicKey: Sendable, Hashable {
    /// 65 bytes: 4, then both coordinates (X9.63, uncompressed).
    package let bytes: [UInt8]

    /// Takes the bytes of a point.
    ///
    /// - Throws: `PasskeyError` where they are none of the curve.
    package init(bytes: [UInt8]) throws(PasskeyError) {
        guard bytes.count == 65, (try? P256.Signing.PublicKey(x963Representation: bytes)) != nil else {
            throw PasskeyError(.algorithm, "The key is no point of P-256.")
        }
        self.bytes = bytes
    }

    /// Reads a COSE key (RFC 9053): kind EC2, algorithm ES256, curve P-256, both coordinates, and nothing else.
    init(cose: CBORValue) throws(PasskeyError) {
        guard case .map(let members) = cose else { throw PasskeyError(.malformed, "The key is no COSE key.") }
        let expected: [CBORValue: CBORValue] = [
            .integer(1): .integer(2), .integer(3): .integer(-7), .integer(-1): .integer(1),
        ]
        guard expected.allSatisfy({ members[$0.key] == $0.value }) else {
            throw PasskeyError(.algorithm, "The key is not one for ES256 on P-256; ask the device for -7.")
        }
        guard members.count == 5, let x = members[.integer(-2)]?.bytes, let y = members[.integer(-3)]?.bytes,
            x.count == 32, y.count == 32
        else { throw PasskeyError(.malformed, "The key has other members than its two coordinates.") }
        try self.init(bytes: [4] + x + y)
    }

    /// Whether a signature (DER) is this key's over a message's SHA-256.
    func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard let key = try? P256.Signing.PublicKey(x963Representation: bytes),
            let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
        else { return false }
        return key.isValidSignature(signature, for: SHA256.hash(data: message))
    }
}

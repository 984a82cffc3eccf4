import CanonicalJSON
import Crypto
import Passkeys
import SoftwareAuthenticator
import Testing

@Suite struct `A passkey` {
    static let challenge = [UInt8](repeating: 7, count: 56)
    static let origin = "https://console.example"
    static let host = "console.example"

    static let expectation = PasskeyExpectation(challenge: challenge, origin: origin, relyingParty: host)

    static func authenticator(_ seed: UInt8 = 1) -> SoftwareAuthenticator {
        SoftwareAuthenticator(seed: seed, origin: origin, relyingParty: host, userHandle: [1, 2, 3])
    }

    static func publicKey(_ seed: UInt8 = 1) throws -> PasskeyPublicKey {
        try PasskeyPublicKey(bytes: Array(authenticator(seed).key.publicKey.x963Representation))
    }

    /// One thing that is wrong, and what must be said about it.
    struct Deviation: Sendable, CustomTestStringConvertible {
        let name: String
        let code: PasskeyError.Code
        let bend: @Sendable (inout Ceremony) -> Void

        init(_ name: String, _ code: PasskeyError.Code, _ bend: @escaping @Sendable (inout Ceremony) -> Void) {
            self.name = name
            self.code = code
            self.bend = bend
        }

        var testDescription: String { name }
    }

    /// The same for registering and for signing in.
    static let deviations: [Deviation] = [
        Deviation("another challenge", .challenge, { $0.client["challenge"] = .string(Base64URL.encode([1, 2, 3])) }),
        Deviation("no challenge", .challenge, { $0.client["challenge"] = "" }),
        Deviation("a challenge with padding", .malformed, { $0.client["challenge"] = "AA==" }),
        Deviation("a challenge that is a number", .malformed, { $0.client["challenge"] = 7 }),
        Deviation("another origin", .origin, { $0.client["origin"] = "https://console.example.evil.example" }),
        Deviation("another scheme", .origin, { $0.client["origin"] = "http://console.example" }),
        Deviation("another port", .origin, { $0.client["origin"] = "https://console.example:8443" }),
        Deviation("no origin", .malformed, { $0.client["origin"] = nil }),
        Deviation("another frame's page", .crossOrigin, { $0.client["crossOrigin"] = true }),
        Deviation("an unclear frame", .crossOrigin, { $0.client["crossOrigin"] = "no" }),
        Deviation("a page above it", .crossOrigin, { $0.client["topOrigin"] = "https://evil.example" }),
        Deviation(
            "a bound connection",
            .tokenBinding,
            { $0.client["tokenBinding"] = ["status": "present", "id": "AA"] }
        ),
        Deviation("another host", .relyingParty, { $0.relyingParty = "evil.example" }),
        Deviation("nobody there", .userPresence, { $0.flags &= ~0x01 }),
        Deviation("nobody verified", .userVerification, { $0.flags &= ~0x04 }),
        Deviation("trailing bytes", .malformed, { $0.trail = [0] }),
        Deviation("extensions announced and missing", .malformed, { $0.flags |= 0x80 }),
        Deviation("extensions that are no map", .malformed, { ($0.flags, $0.trail) = ($0.flags | 0x80, [0x01]) }),
        Deviation("unknown type", .type, { $0.client["type"] = "payment.get" }),
    ]

    static let registrations: [Deviation] =
        deviations + [
            Deviation("a login's type", .type, { $0.client["type"] = "webauthn.get" }),
            Deviation("another credential inside", .credential, { $0.attestedID[0] ^= 1 }),
            Deviation("another credential outside", .credential, { $0.id[0] ^= 1 }),
            Deviation("a short credential id", .malformed, { ($0.id, $0.attestedID) = ([1, 2], [1, 2]) }),
            Deviation("no credential", .malformed, { $0.flags &= ~0x40 }),
            Deviation("EdDSA", .algorithm, { $0.cose[1].value = CBORWriter.integer(-8) }),
            Deviation("RSA", .algorithm, { $0.cose[1].value = CBORWriter.integer(-257) }),
            Deviation("another kind of key", .algorithm, { $0.cose[0].value = CBORWriter.integer(3) }),
            Deviation("another curve", .algorithm, { $0.cose[2].value = CBORWriter.integer(2) }),
            Deviation("a point off the curve", .algorithm, { $0.cose[4].value[10] ^= 1 }),
            Deviation("a short coordinate", .malformed, { $0.cose[3].value = CBORWriter.bytes([1]) }),
            Deviation(
                "one more member of the key",
                .malformed,
                { $0.cose.append((CBORWriter.integer(2), CBORWriter.bytes([1]))) }
            ),
            Deviation("a member of the key twice", .malformed, { $0.cose[4] = $0.cose[3] }),
            Deviation("a maker's attestation", .attestation, { $0.format = "fido-u2f" }),
            Deviation("a statement without attestation", .attestation, { $0.statement = [0xA1, 0x61, 0x61, 0x01] }),
            Deviation("an empty self attestation", .attestation, { ($0.format, $0.statement) = ("packed", [0xA0]) }),
            Deviation(
                "a self attestation by another key",
                .signature,
                { ($0.format, $0.signer) = ("packed", `A passkey`.authenticator(2).key) }
            ),
            Deviation("bytes after the object", .malformed, { $0.objectTrail = [0] }),
        ]

    static let assertions: [Deviation] =
        deviations + [
            Deviation("a registration's type", .type, { $0.client["type"] = "webauthn.create" }),
            Deviation("another key", .signature, { $0.signer = `A passkey`.authenticator(2).key }),
            Deviation(
                "a changed signature",
                .signature,
                { $0.damage = { Array($0.dropLast()) + [$0[$0.count - 1] ^ 1] } }
            ),
            Deviation("a cut signature", .signature, { $0.damage = { Array($0.dropLast()) } }),
            Deviation("a longer signature", .signature, { $0.damage = { $0 + [0] } }),
            Deviation("no signature", .signature, { $0.damage = { _ in [] } }),
        ]

    @Test(arguments: registrations)
    func `with one thing wrong is not registered`(deviation: Deviation) {
        let registration = Self.authenticator().register(Self.challenge, bend: deviation.bend)
        #expect { try registration.verify(Self.expectation) } throws: { ($0 as? PasskeyError)?.code == deviation.code }
    }

    @Test(arguments: assertions)
    func `with one thing wrong lets nobody in`(deviation: Deviation) throws {
        var authenticator = Self.authenticator()
        let assertion = authenticator.assert(Self.challenge, bend: deviation.bend)
        let key = try Self.publicKey()
        #expect {
            try assertion.verify(Self.expectation, publicKey: key)
        } throws: { ($0 as? PasskeyError)?.code == deviation.code }
    }

    @Test func `that is right is registered, with its id, key and counter`() throws {
        let authenticator = Self.authenticator()
        for format in ["none", "packed"] {
            let result = try authenticator.register(Self.challenge, bend: { $0.format = format }).verify(
                Self.expectation
            )
            #expect(result.credential.id == authenticator.id)
            #expect(try result.credential.publicKey == Self.publicKey())
            #expect(result.signCounter == 1)
        }
    }

    @Test func `that is right lets its person in and tells its counter`() throws {
        var authenticator = Self.authenticator()
        let key = try Self.publicKey()
        for expected in [UInt32(2), 3] {
            #expect(try authenticator.assert(Self.challenge).verify(Self.expectation, publicKey: key) == expected)
        }
        let extended = authenticator.assert(Self.challenge) {
            $0.flags |= 0x80
            $0.trail = CBORWriter.map([(CBORWriter.text("credProps"), CBORWriter.map([]))])
        }
        #expect(try extended.verify(Self.expectation, publicKey: key) == 4)
        let unbound = authenticator.assert(Self.challenge) { $0.client["tokenBinding"] = ["status": "supported"] }
        #expect(try unbound.verify(Self.expectation, publicKey: key) == 5)
    }

    @Test func `signed over other client data than were sent lets nobody in`() throws {
        var authenticator = Self.authenticator()
        let right = authenticator.assert(Self.challenge)
        let other = authenticator.assert(Self.challenge) { $0.client["more"] = 1 }
        let mixed = PasskeyAssertion(
            id: right.id,
            clientDataJSON: other.clientDataJSON,
            authenticatorData: right.authenticatorData,
            signature: right.signature,
            userHandle: right.userHandle
        )
        let key = try Self.publicKey()
        #expect { try mixed.verify(Self.expectation, publicKey: key) } throws: {
            ($0 as? PasskeyError)?.code == .signature
        }
    }

    @Test func `is read from a form only where every field is Base64 for addresses`() {
        let text = Base64URL.encode(Array(0...255))
        #expect(PasskeyRegistration(id: text, clientDataJSON: text, attestationObject: text) != nil)
        #expect(PasskeyRegistration(id: "a+b/", clientDataJSON: text, attestationObject: text) == nil)
        #expect(PasskeyRegistration(id: text, clientDataJSON: "=", attestationObject: text) == nil)
        #expect(PasskeyRegistration(id: text, clientDataJSON: text, attestationObject: "a") == nil)
        func assertion(_ user: String) -> PasskeyAssertion? {
            PasskeyAssertion(id: text, clientDataJSON: text, authenticatorData: text, signature: text, userHandle: user)
        }
        #expect(assertion("") != nil && assertion("AAA") != nil && assertion("A A") == nil)
    }
}

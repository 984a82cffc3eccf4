import Passkeys
import SeededRandomness
import SoftwareAuthenticator
import Testing

/// Whatever bytes arrive, the answer is a refusal or, where nothing that counts was changed, the same result.
@Suite struct `Bytes of strangers about passkeys` {
    private static let rounds = 20_000

    private static func mutate(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0...2, using: &random) {
            guard !bytes.isEmpty else { break }
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
            case 2: bytes.remove(at: index)
            case 3: bytes.insert([0, 0x7F, 0x80, 0xBF, 0xFF].randomElement(using: &random) ?? 0, at: index)
            case 4: bytes.removeSubrange(index...)
            default: bytes += bytes[index...]
            }
        }
        return bytes
    }

    @Test func `never crash a registration, and register nothing but the right key`() throws {
        var random = SplitMix64(seed: 1)
        let authenticator = `A passkey`.authenticator()
        let right = authenticator.register(`A passkey`.challenge) { $0.format = "packed" }
        let expected = try right.verify(`A passkey`.expectation).credential
        var refused = 0
        for round in 0..<Self.rounds {
            let object = round % 2 == 0 ? Self.mutate(right.attestationObject, &random) : right.attestationObject
            let client = round % 2 == 1 ? Self.mutate(right.clientDataJSON, &random) : right.clientDataJSON
            let bent = PasskeyRegistration(id: right.id, clientDataJSON: client, attestationObject: object)
            do throws(PasskeyError) {
                let credential = try bent.verify(`A passkey`.expectation).credential
                #expect(credential == expected)
            } catch {
                #expect(!error.message.isEmpty)
                refused += 1
            }
        }
        #expect(refused > Self.rounds * 9 / 10)
    }

    @Test func `let nobody in`() throws {
        var random = SplitMix64(seed: 2)
        var authenticator = `A passkey`.authenticator()
        let right = authenticator.assert(`A passkey`.challenge)
        let key = try `A passkey`.publicKey()
        for round in 0..<Self.rounds {
            let part = round % 3
            let bent = PasskeyAssertion(
                id: right.id,
                clientDataJSON: part == 0 ? Self.mutate(right.clientDataJSON, &random) : right.clientDataJSON,
                authenticatorData: part == 1 ? Self.mutate(right.authenticatorData, &random) : right.authenticatorData,
                signature: part == 2 ? Self.mutate(right.signature, &random) : right.signature,
                userHandle: right.userHandle
            )
            guard bent != right else { continue }
            #expect(throws: PasskeyError.self) { try bent.verify(`A passkey`.expectation, publicKey: key) }
        }
    }

    @Test func `of any kind are read as CBOR or refused, and never believed about their length`() {
        var random = SplitMix64(seed: 3)
        var read = 0
        for _ in 0..<Self.rounds {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            if (try? CBORReader.value(of: bytes)) != nil { read += 1 }
            _ = try? AuthenticatorData(parsing: bytes + bytes)
            _ = try? ClientData(parsing: bytes)
        }
        #expect(read > 0)
        for huge in [[0x9B], [0xBB], [0x5B], [0x7B]] as [[UInt8]] {
            let bytes = huge + [UInt8](repeating: 0xFF, count: 8)
            #expect(throws: PasskeyError.self) { try CBORReader.value(of: bytes) }
        }
        #expect(throws: PasskeyError.self) { try CBORReader.value(of: [UInt8](repeating: 0x81, count: 5000)) }
    }

    /// Examples of RFC 8949 appendix A, as far as authenticators may write them.
    @Test(
        arguments: [
            ([0x00], .integer(0)), ([0x17], .integer(23)), ([0x18, 0x18], .integer(24)),
            ([0x19, 0x03, 0xE8], .integer(1000)),
            ([0x1A, 0x00, 0x0F, 0x42, 0x40], .integer(1_000_000)), ([0x20], .integer(-1)),
            ([0x38, 0x63], .integer(-100)),
            ([0x44, 1, 2, 3, 4], .bytes([1, 2, 3, 4])), ([0x62, 0xC3, 0xBC], .text("ü")),
            ([0x62, 0xC3, 0x28], nil), ([0x62, 0xC3, 0xBC, 0x00], nil),
            ([0x64, 0x49, 0x45, 0x54, 0x46], .text("IETF")), ([0xF4], .bool(false)), ([0xF6], .null),
            ([0x83, 1, 2, 3], .array([.integer(1), .integer(2), .integer(3)])),
            ([0xA1, 0x61, 0x61, 0x01], .map([.text("a"): .integer(1)])), ([0xA2, 0x01, 0x01, 0x01, 0x02], nil),
            ([0x18, 0x17], nil), ([0x19, 0x00, 0xFF], nil), ([0x9F, 0xFF], nil), ([0xC0, 0x00], nil),
            ([0xF9, 0x00, 0x00], nil), ([0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], nil), ([], nil),
        ] as [([UInt8], CBORValue?)]
    )
    func `are read as the standard's examples say`(bytes: [UInt8], value: CBORValue?) {

        #expect((try? CBORReader.value(of: bytes)) == value)
    }

    @Test(
        arguments: [
            ("", []), ("Zg", [0x66]), ("Zm8", [0x66, 0x6F]), ("Zm9v", [0x66, 0x6F, 0x6F]), ("-_8", [0xFB, 0xFF]),
            ("Zm9vYmFy", Array("foobar".utf8)), ("Zh", nil), ("Zm9", nil), ("Zg==", nil), ("Z", nil), ("+/8", nil),
            ("Zg ", nil), ("é", nil),
        ] as [(String, [UInt8]?)]
    )
    func `have one spelling in Base64 for addresses`(text: String, bytes: [UInt8]?) {
        #expect(Base64URL.decode(text) == bytes)
        if let bytes { #expect(Base64URL.encode(bytes) == text) }
    }
}

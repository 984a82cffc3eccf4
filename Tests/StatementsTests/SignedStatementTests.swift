import CanonicalJSON
import SeededRandomness
import Statements
import Testing

@Suite struct `A signed statement` {
    /// Made by Interop/statements, which shares no code with this program; it stands in docs/formats/statements.md.
    private static let vector =
        #"{"format":"perisai-statement/1","purpose":"request","signatures":[{"key":"1cd923567f04418b4bf7f4d689e070ed95b23bd58e7c377fd188b9c072444d32","role":"signer","signature":"6d157c785b1e10b51f1d9f636af683bef22655fedda0fc6687d213300f192a28bcc854585c86b0e4c9bda3c523c25af08adccf87df39b7703f3f27b4f83df708"},{"key":"473770bc178feb9500a915f96cf4cfdca5decac9b8332415b5014f416478a5b4","role":"coSigner","signature":"a9a2fc5f691b31f13ad72707301d740206f6d8e35804011f1d805991e5c57428de1ae9593d5e0a9dba6d186e9c24a89d9eb043613e84dc014dc80c305d296102"}],"statement":{"addressee":"0190a000-0000-7000-8000-000000000001","id":"01970000-0000-7000-8000-00000000000a","issuedAt":"2026-03-04T05:06:07.000008Z","items":[{"link":"https://media.example/1","reason":"TEST é ไทย 🛡"}],"kind":"referral","nonce":"000102030405060708090a0b0c0d0e0f"}}"#

    /// Not `expect(a == b)` on long texts: of those only whether they are the same counts.
    @Test func `has the bytes that another program makes, and verifies`() throws {
        let bytes = Array(Self.vector.utf8)
        #expect(Example.digest(bytes) == "bc75737f3d9c516938268e2c33b9f4d1c659b72f1b1f19af41c2995a95dff03d")
        let statement = try SignedStatement(parsing: bytes)
        #expect(statement.bytes == bytes)
        #expect(statement.statement == Example.request)
        #expect(try statement.verify(as: .request, by: Example.keys()) == Example.keys())
    }

    @Test func `signed here verifies, also after it was written and read`() throws {
        for purpose in StatementPurpose.allCases where purpose != .coSignature {
            let signed = try SignedStatement.sign(Example.request, for: purpose, with: Example.officer())
            let read = try SignedStatement(parsing: signed.bytes)
            #expect(read == signed)
            #expect(try read.verify(as: purpose, by: Example.keys()) == [Example.officer().publicKey])
        }
    }

    @Test func `with any single changed bit is refused`() throws {
        let (bytes, keys) = (try Example.signed().bytes, try Example.keys())
        for place in bytes.indices {
            for bit in 0..<8 {
                var bent = bytes
                bent[place] ^= 1 << UInt8(bit)
                let code = signatureProblem { try SignedStatement(parsing: bent).verify(as: .request, by: keys) }
                #expect(code != nil, "byte \(place), bit \(bit)")
            }
        }
    }

    @Test func `is worth nothing for another purpose`() throws {
        let signed = try SignedStatement.sign(Example.request, for: .request, with: Example.officer())
        for purpose in StatementPurpose.allCases where purpose != .request {
            #expect(signatureProblem { try signed.verify(as: purpose, by: Example.keys()) } == .wrongPurpose)
            guard purpose != .coSignature else { continue }
            // The same signature, in a file that says the other purpose.
            let moved = try SignedStatement(Example.request, for: purpose, signatures: signed.signatures)
            #expect(signatureProblem { try moved.verify(as: purpose, by: Example.keys()) } == .badSignature)
        }
    }

    @Test func `takes no co-signature of another statement, another purpose or another first signature`() throws {
        let both = try Example.signed()
        let changed = Example.request.objectValue?.merging(["kind": "removalOrder"]) { $1 } ?? [:]
        let others = [
            try SignedStatement.sign(.object(changed), for: .request, with: Example.officer()),
            try SignedStatement.sign(Example.request, for: .answer, with: Example.officer()),
            try SignedStatement.sign(Example.request, for: .request, with: Example.stranger()),
        ]
        let keys = try Example.keys() + [Example.stranger().publicKey]
        for other in others {
            let joined = try SignedStatement(
                other.statement,
                for: other.purpose,
                signatures: [other.signatures[0], both.signatures[1]]
            )
            #expect(signatureProblem { try joined.verify(as: joined.purpose, by: keys) } == .badSignature)
        }
    }

    @Test func `takes no first signature as a co-signature, and no co-signature as a first one`() throws {
        let both = try Example.signed()
        let byOther = try SignedStatement.sign(Example.request, for: .request, with: Example.supervisor())
        let asCoSignature = try StatementSignature(
            key: byOther.signatures[0].key,
            role: .coSigner,
            signature: byOther.signatures[0].signature
        )
        let asFirst = try StatementSignature(
            key: both.signatures[1].key,
            role: .signer,
            signature: both.signatures[1].signature
        )
        for signatures in [[both.signatures[0], asCoSignature], [asFirst]] {
            let bent = try SignedStatement(Example.request, for: .request, signatures: signatures)
            #expect(signatureProblem { try bent.verify(as: .request, by: Example.keys()) } == .badSignature)
        }
    }

    @Test func `by a key that is not among those given is refused, be the others as they may`() throws {
        let both = try Example.signed()
        let (officer, supervisor) = (try Example.officer().publicKey, try Example.supervisor().publicKey)
        for keys in [[], [officer], [supervisor]] {
            #expect(signatureProblem { try both.verify(as: .request, by: keys) } == .unknownKey)
        }
    }

    @Test func `is not co-signed by who signed it`() throws {
        let first = try SignedStatement.sign(Example.request, for: .request, with: Example.officer())
        #expect(signatureProblem { _ = try first.coSign(with: Example.officer()) } == .repeatedKey)
        let both = try Example.signed()
        #expect(signatureProblem { _ = try both.coSign(with: Example.supervisor()) } == .repeatedKey)
    }

    @Test func `takes seven co-signatures and no more`() throws {
        var signed = try SignedStatement.sign(Example.request, for: .request, with: Example.officer())
        var keys = [try Example.officer().publicKey]
        for first in 0x41...0x47 as ClosedRange<UInt8> {
            let key = try SigningSecretKey(seed: Example.bytes(from: first))
            signed = try signed.coSign(with: key)
            keys.append(key.publicKey)
        }
        #expect(try SignedStatement(parsing: signed.bytes).verify(as: .request, by: keys) == keys)
        #expect(signatureProblem { _ = try signed.coSign(with: Example.stranger()) } == .wrongShape)
    }

    @Test(
        arguments: [
            ("", .notCanonical), ("{}", .wrongShape), ("[]", .wrongShape), (vector + "\n", .notCanonical),
            (vector.replacing(":", with: ": "), .notCanonical),
            (vector.replacing("statement/1", with: "statement/2"), .unknownFormat),
            (vector.replacing(#""purpose":"request""#, with: #""purpose":"coSignature""#), .wrongPurpose),
            (vector.replacing(#""purpose":"request""#, with: #""purpose":"Request""#), .wrongPurpose),
            (vector.replacing("coSigner", with: "signer"), .wrongShape),
            (vector.replacing("coSigner", with: "witness"), .wrongShape),
            (vector.replacing("1cd92356", with: "1CD92356"), .wrongShape),
            (vector.replacing("6d157c78", with: ""), .wrongShape),
            (vector.replacing(#""format":"#, with: #""extra":1,"format":"#), .wrongShape),
            (vector.replacing(#""role":"signer","#, with: ""), .wrongShape),
        ] as [(String, SignatureProblem.Code)]
    )
    func `that is not written exactly so is refused`(text: String, code: SignatureProblem.Code) {
        #expect(signatureProblem { _ = try SignedStatement(parsing: Array(text.utf8)) } == code)
    }

    @Test func `is an object, within its limits`() throws {
        let officer = try Example.officer()
        for value in [.null, "text", 1, [[:]]] as [JSONValue] {
            #expect(
                signatureProblem { _ = try SignedStatement.sign(value, for: .request, with: officer) } == .wrongShape
            )
        }
        let long: JSONValue = ["text": .string(String(repeating: "a", count: StatementLimits.bytesMax))]
        #expect(signatureProblem { _ = try SignedStatement.sign(long, for: .request, with: officer) } == .tooLarge)
        // As deep as any JSON may be, and then one deeper in its file.
        let deep = (0..<31).reduce(JSONValue.array([])) { value, _ in .array([value]) }
        #expect(
            signatureProblem { _ = try SignedStatement.sign(["deep": deep], for: .request, with: officer) } == .tooLarge
        )
        let huge = [UInt8](repeating: 0x20, count: StatementLimits.bytesMax + 1)
        #expect(signatureProblem { _ = try SignedStatement(parsing: huge) } == .tooLarge)
    }

    @Test func `is never made of bytes that were thrown about, and nothing crashes`() throws {
        let (right, keys) = (try Example.signed(), try Example.keys())
        var random = SplitMix64(seed: 1)
        var refused = 0
        for _ in 0..<3000 {
            let bent = right.bytes.mutated(&random)
            guard bent != right.bytes else { continue }
            #expect(signatureProblem { try SignedStatement(parsing: bent).verify(as: .request, by: keys) } != nil)
            refused += 1
        }
        #expect(refused > 2000)
    }
}

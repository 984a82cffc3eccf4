import Crypto
import FoundationEssentials
import SeededRandomness
import Statements
import Testing

@Suite struct `A sealed file` {
    private static let piece = SealedFileHeader.pieceBytes

    private static func content(_ size: Int) -> [UInt8] { (0..<size).map { UInt8($0 * 7 % 251) } }

    private static func seal(_ size: Int) throws -> [UInt8] {
        try SealedFile.seal(
            content(size),
            name: "order.pdf",
            to: [Example.opener().publicKey, Example.other().publicKey]
        )
    }

    /// Made by Interop/statements, which shares no code with this program.
    private static let vector = Example.bytes(
        "706572697361692d7365616c65642f310a000002957b22636f6d6d69746d656e74223a226537373238373764376637306535"
            + "3937396538393331303434343065383365366532313736313830643638353438663938343766613235303534663038656331"
            + "222c226e616d65223a226f726465722e706466222c22726563697069656e7473223a5b7b22656e63617073756c6174656422"
            + "3a22363035613732356432613461646665656231613239653137656464363231633162373539336565386364626334346163"
            + "36633461623665326638303564323363222c226b6579223a2231336231393538386432346633373431643064643064356463"
            + "366564396638333434366265663265636339336461303938363538383931303865363961643830222c227365616c65644b65"
            + "79223a2237343563376137303236663630353037383262636332623063353966643033363236383334336665356134306130"
            + "6665643963326662626465386332613531366639306631633432376562356434333932373032383332643031363861383837"
            + "227d2c7b22656e63617073756c61746564223a22646332636361333165386534336262643931646666376534373563636133"
            + "33343765623437383130376435626437363561626134616534613330633335643434222c226b6579223a2238313437663664"
            + "3366633536333037646233376461343363633463666262336333393865666263306339383435383037333063386134366531"
            + "34613435663537222c227365616c65644b6579223a2230626132653731376535356539653762363463653330353264636164"
            + "3232616534663631333337303432303431373631653861633233386539623161646663386332356432633061313235323562"
            + "366263393663396562393233336233666261227d5d2c2273697a65223a31327d56215e60fb40dc1d57dc71d547c0e346cd28"
            + "5f780fc7866300fad72a"
    )

    @Test func `that another program made opens for each of its recipients`() throws {
        #expect(Example.digest(Self.vector) == "3cc78c18f8dabdb5be0b09839466ca869cc2c85f5cca11fa413a9911a2da3bd4")
        for key in [try Example.opener(), try Example.other()] {
            let (header, content) = try SealedFile.open(Self.vector, with: key)
            #expect(content == Array("TEST content".utf8))
            #expect(header.name == "order.pdf")
            #expect(header.bytes == Array(Self.vector.prefix(header.bytes.count)))
        }
    }

    /// RFC 9180's own vectors: appendix A.1 (AES-128-GCM), and of its test-vectors.json the suite that files have.
    @Test(
        arguments: [
            (
                HPKE.AEAD.AES_GCM_128, "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8",
                "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431",
                "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a"
            ),
            (
                HPKE.AEAD.AES_GCM_256, "497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d",
                "6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256",
                "e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a"
            ),
        ]
    )
    func `rests on an HPKE that agrees with its standard`(
        aead: HPKE.AEAD,
        secret: String,
        encapsulated: String,
        sealed: String
    ) throws {
        var recipient = try HPKE.Recipient(
            privateKey: Curve25519.KeyAgreement.PrivateKey(rawRepresentation: Example.bytes(secret)),
            ciphersuite: HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: aead),
            info: Data("Ode on a Grecian Urn".utf8),
            encapsulatedKey: Data(Example.bytes(encapsulated))
        )
        let text = try recipient.open(Example.bytes(sealed), authenticating: Array("Count-0".utf8))
        #expect(Array(text) == Array("Beauty is truth, truth beauty".utf8))
    }

    @Test(arguments: [0, 1, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 17])
    func `gives back every size for each recipient`(size: Int) throws {
        let file = try Self.seal(size)
        for key in [try Example.opener(), try Example.other()] {
            let (header, content) = try SealedFile.open(file, with: key)
            #expect(content == Self.content(size))
            #expect(header.size == size && header.sealedSize == file.count)
        }
    }

    @Test func `is another one each time`() throws {
        #expect(try Self.seal(100) != Self.seal(100))
    }

    @Test func `opens for nobody else`() throws {
        let file = try SealedFile.seal([1], name: "a", to: [Example.opener().publicKey])
        #expect(sealedFileProblem { _ = try SealedFile.open(file, with: Example.other()) } == .notForThisKey)
    }

    @Test func `with any single changed bit is refused`() throws {
        let key = try Example.opener()
        for place in Self.vector.indices {
            for bit in 0..<8 {
                var bent = Self.vector
                bent[place] ^= 1 << UInt8(bit)
                let code = sealedFileProblem { _ = try SealedFile.open(bent, with: key) }
                #expect(code != nil, "byte \(place), bit \(bit)")
            }
        }
    }

    @Test func `cut anywhere is refused`() throws {
        let (file, key) = (try Self.seal(2 * Self.piece), try Example.opener())
        let head = file.count - 2 * (Self.piece + 16)
        let cuts =
            Array(0...head + 20) + [file.count - Self.piece - 16, file.count - 17, file.count - 16, file.count - 1]
        for cut in cuts {
            #expect(sealedFileProblem { _ = try SealedFile.open(Array(file[..<cut]), with: key) } != nil, "\(cut)")
        }
        #expect(sealedFileProblem { _ = try SealedFile.open(file + [0], with: key) } == .trailingBytes)
    }

    @Test func `whose pieces changed places, were doubled or came from another file is refused`() throws {
        let (file, key) = (try Self.seal(3 * Self.piece), try Example.opener())
        let sealedPiece = Self.piece + 16
        let head = Array(file[..<(file.count - 3 * sealedPiece)])
        let pieces = (0..<3).map { Array(file[(head.count + $0 * sealedPiece)...].prefix(sealedPiece)) }
        for order in [[1, 0, 2], [0, 2, 1], [2, 1, 0], [0, 0, 2], [0, 1, 1]] {
            let bent = head + order.flatMap { pieces[$0] }
            #expect(sealedFileProblem { _ = try SealedFile.open(bent, with: key) } == .damaged)
        }
        let other = try Self.seal(3 * Self.piece)
        let mixed = Array(other[..<head.count]) + pieces.joined()
        #expect(sealedFileProblem { _ = try SealedFile.open(mixed, with: key) } == .damaged)
    }

    @Test func `of bytes that were thrown about is refused, and nothing crashes`() throws {
        let key = try Example.opener()
        var random = SplitMix64(seed: 2)
        for _ in 0..<3000 {
            let bent = Self.vector.mutated(&random)
            guard bent != Self.vector else { continue }
            #expect(sealedFileProblem { _ = try SealedFile.open(bent, with: key) } != nil)
            _ = try? SealedFileHeader(parsing: bent)
        }
    }

    @Test(
        arguments: [
            ("", .badName), (".", .badName), ("..", .badName), ("a/b", .badName), ("a\\b", .badName), ("a\n", .badName),
            ("a\u{9B}b", .badName), (String(repeating: "é", count: 128), .badName), ("พยาน.pdf", nil),
        ] as [(String, SealedFileProblem.Code?)]
    )
    func `has the name of a file and never a path`(name: String, code: SealedFileProblem.Code?) throws {
        let key = try Example.opener().publicKey
        #expect(sealedFileProblem { _ = try SealedFile.seal([], name: name, to: [key]) } == code)
    }

    @Test func `is sealed to somebody, to nobody twice, and to a limited number`() throws {
        let key = try Example.opener().publicKey
        let many = try (0...SealedFileHeader.recipientsMax).map { number in
            try EncryptionSecretKey(bytes: [8, UInt8(number)] + Example.bytes(from: 1).dropFirst(2)).publicKey
        }
        #expect(sealedFileProblem { _ = try SealedFile.seal([], name: "a", to: Array(many.dropLast())) } == nil)
        for keys in [[], [key, key], many] {
            #expect(sealedFileProblem { _ = try SealedFileWriter(name: "a", size: 1, to: keys) } == .badRecipients)
        }
        for size in [-1, SealedFileHeader.sizeMax + 1] {
            #expect(sealedFileProblem { _ = try SealedFileWriter(name: "a", size: size, to: [key]) } == .tooLarge)
        }
    }

    @Test func `takes no other content than the size that was said`() throws {
        var writer = try SealedFileWriter(name: "a", size: 10, to: [Example.opener().publicKey])
        #expect(sealedFileProblem { _ = try writer.seal([UInt8](repeating: 0, count: 9)) } == .truncated)
        #expect(sealedFileProblem { _ = try writer.seal([UInt8](repeating: 0, count: 11)) } == .truncated)
        _ = try writer.seal([UInt8](repeating: 0, count: 10))
        #expect(writer.nextSize == nil)
        #expect(sealedFileProblem { _ = try writer.seal([]) } == .truncated)
    }
}

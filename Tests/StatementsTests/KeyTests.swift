import Statements
import Testing

@Suite struct `A key of a statement` {
    /// The ids were computed by Interop/statements.
    @Test func `is known by the hash of its kind and its bytes`() throws {
        #expect(
            try Example.officer().publicKey.description
                == "ed25519:29acbae141bccaf0b22e1a94d34d0bc7361e526d0bfe12c89794bc9322966dd7"
        )
        #expect(
            try Example.officer().publicKey.id.description
                == "1cd923567f04418b4bf7f4d689e070ed95b23bd58e7c377fd188b9c072444d32"
        )
        #expect(
            try Example.opener().publicKey.description
                == "x25519:675dd574ed7789310b3d2e7681f3790b466c773b1521fecf36577958371ea52f"
        )
        #expect(
            try Example.opener().publicKey.id.description
                == "13b19588d24f3741d0dd0d5dc6ed9f83446bef2ecc93da09865889108e69ad80"
        )
    }

    @Test func `is written and read in one spelling`() throws {
        let (signing, opening) = (try SigningSecretKey(), try EncryptionSecretKey())
        #expect(try SigningSecretKey(signing.secretText).publicKey == signing.publicKey)
        #expect(try EncryptionSecretKey(opening.secretText).publicKey == opening.publicKey)
        #expect(try SigningPublicKey(signing.publicKey.description) == signing.publicKey)
        #expect(try EncryptionPublicKey(opening.publicKey.description) == opening.publicKey)
        let text = signing.publicKey.description
        for bent in [
            "", "ed25519", "ed25519:", text + "0", String(text.dropLast()), " " + text, text.uppercased(),
            text.replacing("ed25519", with: "rsa"), text + ":", opening.publicKey.description,
        ] {
            #expect(signatureProblem { _ = try SigningPublicKey(bent) } == .badKey)
        }
        #expect(signatureProblem { _ = try SigningSecretKey(opening.secretText) } == .badKey)
        #expect(signatureProblem { _ = try EncryptionSecretKey(signing.secretText) } == .badKey)
        #expect(PublicKeyID(signing.publicKey.id.description) == signing.publicKey.id)
        #expect(PublicKeyID(signing.publicKey.id.description.uppercased()) == nil)
    }

    /// All eight points of small order of Ed25519, with either sign of x, and other spellings of them.
    @Test(
        arguments: [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        ]
    )
    func `that anybody could sign with is refused`(digits: String) {
        #expect(signatureProblem { _ = try SigningPublicKey("ed25519:" + digits) } == .weakKey)
    }

    @Test(
        arguments: [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0900000000000000000000000000000000000000000000000000000000000080",
        ]
    )
    func `that leaves files open to all is refused`(digits: String) {
        #expect(signatureProblem { _ = try EncryptionPublicKey("x25519:" + digits) } == .weakKey)
    }

    @Test func `next to the refused ones is taken`() {
        #expect(signatureProblem { _ = try SigningPublicKey("ed25519:02" + String(repeating: "0", count: 62)) } == nil)
        #expect(
            signatureProblem { _ = try EncryptionPublicKey("x25519:09" + String(repeating: "0", count: 62)) } == nil
        )
    }

    @Test func `of P-256 is a point of the curve`() {
        let digits = "04" + String(repeating: "1", count: 128)
        #expect(signatureProblem { _ = try SigningPublicKey("p256:" + digits) } == .badKey)
    }
}

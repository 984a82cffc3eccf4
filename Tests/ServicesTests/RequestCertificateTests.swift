import Cooperation
import Crypto
import Foundation
import Services
import Statements
import SwiftASN1
import Testing
import X509

/// Officers who sign with the certificate that their state gave them.
@Suite struct `An officer's certificate` {
    /// A certificate of 2018 with the key that signs.
    private static func certificate() throws -> (key: SigningSecretKey, text: String) {
        let key = Curve25519.Signing.PrivateKey()
        let name = try DistinguishedName { CommonName("TEST Officer") }
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: Date(timeIntervalSince1970: 1_514_764_800),
            notValidAfter: Date(timeIntervalSince1970: 1_546_300_800),
            issuer: name,
            subject: name,
            signatureAlgorithm: .ed25519,
            extensions: try Certificate.Extensions { KeyUsage(digitalSignature: true) },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
        return (
            try SigningSecretKey(seed: Array(key.rawRepresentation)), try certificate.serializeAsPEM().pemString + "\n"
        )
    }

    @Test func `signs a request once somebody vouches for it, here and at the platform, and only in its time`()
        async throws
    {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let (key, text) = try Self.certificate()
        let id = key.publicKey.id.description
        let entry = try OfficerKeyEntry(id: id, kind: .certificate, publicKey: nil, certificate: text)
        _ = try await node.addOfficerKey(entry, to: scene.officer.record, by: scene.officer.caller)
        let document = try scene.document(.referral, "ID_TEST_REFERRAL")
        let statement = try RequestScene.sign(document, key)
        #expect(try await RequestScene.code { try await node.fileSignedRequest(statement) } == "key-not-vouched")
        _ = try await node.vouchForOfficerKey(id, of: scene.officer.record, how: "TEST call", by: scene.secretary)
        #expect(try await RequestScene.code { try await node.fileSignedRequest(statement) } == nil)
        try await scene.sync()
        #expect(try await scene.assessment(document.id)?.isIdentified == true)
        scene.advance(.days(60))
        let late = try RequestScene.sign(try scene.document(.referral, "ID_TEST_REFERRAL"), key)
        #expect(try await RequestScene.code { try await node.fileSignedRequest(late) } == "signature-wrong")
    }

    @Test func `does not sign under the id of another key`() async throws {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let (_, text) = try Self.certificate()
        let stranger = try SigningSecretKey()
        let id = stranger.publicKey.id.description
        let entry = try OfficerKeyEntry(id: id, kind: .certificate, publicKey: nil, certificate: text)
        _ = try await node.addOfficerKey(entry, to: scene.officer.record, by: scene.officer.caller)
        _ = try await node.vouchForOfficerKey(id, of: scene.officer.record, how: "TEST call", by: scene.secretary)
        let statement = try RequestScene.sign(try scene.document(.referral, "ID_TEST_REFERRAL"), stranger)
        #expect(try await RequestScene.code { try await node.fileSignedRequest(statement) } == "signer-unknown")
    }
}

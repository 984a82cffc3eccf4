import CanonicalJSON
import Cooperation
import Crypto
import Services
import Statements
import Store
import SwiftASN1
import Testing
import X509

import struct Foundation.Date

@Suite struct `A certificate of an officer` {
    /// An invented root with the certificates that it issues.
    private struct Root {
        let key = P256.Signing.PrivateKey()
        let text: String
        private let start: Date

        init(at start: Timestamp) throws {
            self.start = Date(timeIntervalSince1970: Double(start.microseconds / 1_000_000) - 3600)
            let key = key
            text = try Self.issue("Root (TEST)", .init(key.publicKey), by: key, self.start, days: 100, isRoot: true)
        }

        func officer(_ key: Certificate.PublicKey, days: Double = 10) throws -> String {
            try Self.issue("Officer (TEST)", key, by: self.key, start, days: days, isRoot: false)
        }

        private static func issue(
            _ subject: String,
            _ key: Certificate.PublicKey,
            by issuer: P256.Signing.PrivateKey,
            _ start: Date,
            days: Double,
            isRoot: Bool
        ) throws -> String {
            let certificate = try Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(),
                publicKey: key,
                notValidBefore: start,
                notValidAfter: start.addingTimeInterval(days * 86_400),
                issuer: DistinguishedName { CommonName("Root (TEST)") },
                subject: DistinguishedName { CommonName(subject) },
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    if isRoot {
                        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                    } else {
                        Critical(BasicConstraints.notCertificateAuthority)
                    }
                },
                issuerPrivateKey: Certificate.PrivateKey(issuer)
            )
            return try certificate.serializeAsPEM().pemString + "\n"
        }
    }

    private static func entry(_ key: SigningPublicKey, _ certificate: String) throws -> OfficerKeyEntry {
        try OfficerKeyEntry(
            id: key.id.description,
            kind: .certificate,
            publicKey: nil,
            certificate: certificate
        )
    }

    private static func scene(trusting root: Root?) async throws -> FilingScene {
        var settings = NodeSettings()
        settings.authorityRoots = root?.text
        return try await FilingScene(settings: settings)
    }

    /// The moment at which every node of these tests begins.
    private static let start = TestClock().now

    /// What signs with a certificate's key, and its public half.
    private struct Signer {
        let certified: Certificate.PublicKey
        let key: SigningPublicKey
        let sign: ([UInt8]) throws -> [UInt8]

        static func p256() throws -> Signer {
            let secret = P256.Signing.PrivateKey()
            return Signer(
                certified: .init(secret.publicKey),
                key: try SigningPublicKey(.p256, bytes: Array(secret.publicKey.x963Representation)),
                sign: { Array(try secret.signature(for: $0).rawRepresentation) }
            )
        }

        static func ed25519() throws -> Signer {
            let secret = Curve25519.Signing.PrivateKey()
            return Signer(
                certified: .init(secret.publicKey),
                key: try SigningPublicKey(.ed25519, bytes: Array(secret.publicKey.rawRepresentation)),
                sign: { Array(try secret.signature(for: $0)) }
            )
        }

        /// Signs as docs/formats/statements.md says.
        func statement(of document: RequestDocument) throws -> SignedStatement {
            let value = try FilingScene.statement(of: document)
            let message = Array("perisai/statement/v1\nrequest\n".utf8) + value.canonicalBytes
            let signature = try StatementSignature(key: key.id, role: .signer, signature: sign(message))
            return try SignedStatement(value, for: .request, signatures: [signature])
        }
    }

    private static func sign(_ scene: FilingScene, _ signer: Signer, _ address: String) async throws -> ID<Request> {
        let view = try await scene.write([address])
        let statements = try view.documents.map { try signer.statement(of: $0) }
        _ = try await scene.home.node.signRequestDraft(view.draft.id, statements, by: scene.officer)
        return try #require(view.draft.writing.requests.first)
    }

    @Test func `that leads to a root of the operator's signs once it is vouched for, until its time is over`()
        async throws
    {
        for signer in [try Signer.p256(), try Signer.ed25519()] {
            let root = try Root(at: Self.start)
            let scene = try await Self.scene(trusting: root)
            let node = scene.home.node
            let entry = try Self.entry(signer.key, try root.officer(signer.certified))
            let view = try await node.addOfficerKey(entry, to: scene.record, by: scene.officer)
            let added = try #require(view.officer.key(entry.id))
            #expect(added.publicKey == signer.key.description)
            #expect(added.validUntil == Self.second(Self.start, plus: 10 * 86_400 - 3600))
            func code(_ number: Int) async throws -> String? {
                try await FilingScene.code { try await Self.sign(scene, signer, "https://lentera.example/\(number)") }
            }
            #expect(try await code(1) == "key-not-vouched")
            _ = try await node.vouchForOfficerKey(
                entry.id,
                of: scene.record,
                how: "TEST call",
                by: scene.administrator
            )
            let id = try await Self.sign(scene, signer, "https://lentera.example/2")
            #expect(try await scene.request(id).state == .open)
            scene.home.clock.advance(.days(10))
            #expect(try await code(3) == "key-expired")
            #expect(try await scene.home.store.audit().finding == nil)
        }
    }

    private static func second(_ moment: Timestamp, plus seconds: Int64) -> Timestamp {
        Timestamp(microseconds: (moment.microseconds / 1_000_000 + seconds) * 1_000_000)
    }

    @Test func `is not taken without roots, from another root, over its time, or under another key's id`() async throws
    {
        let (root, other) = (try Root(at: Self.start), try Root(at: Self.start))
        let signer = try Signer.p256()
        let good = try root.officer(signer.certified)
        let stranger = try Signer.p256().key
        let cases: [(Root?, SigningPublicKey, String, String)] = [
            (nil, signer.key, good, "certificate-roots-missing"),
            (other, signer.key, good, "certificate-not-accepted"),
            (root, signer.key, try root.officer(signer.certified, days: 0.01), "certificate-not-accepted"),
            (root, signer.key, "-----BEGIN CERTIFICATE-----\nTEST", "certificate-not-accepted"),
            (root, signer.key, root.text, "certificate-not-accepted"),
            (root, stranger, good, "key-id-invalid"),
        ]
        for (trusted, key, certificate, expected) in cases {
            let scene = try await Self.scene(trusting: trusted)
            let entry = try Self.entry(key, certificate)
            let code = try await FilingScene.code {
                try await scene.home.node.addOfficerKey(entry, to: scene.record, by: scene.officer)
            }
            #expect(code == expected)
        }
    }

    @Test func `is asked for by nobody who may not add keys`() async throws {
        let root = try Root(at: Self.start)
        let scene = try await Self.scene(trusting: nil)
        let signer = try Signer.p256()
        let entry = try Self.entry(signer.key, try root.officer(signer.certified))
        let colleague = try await scene.home.person(of: scene.authority, .officer)
        let code = try await FilingScene.code {
            try await scene.home.node.addOfficerKey(entry, to: scene.record, by: colleague)
        }
        #expect(code == "role-not-allowed")
    }
}

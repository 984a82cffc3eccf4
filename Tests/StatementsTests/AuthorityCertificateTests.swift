import CanonicalJSON
import Crypto
import FoundationEssentials
import Statements
import SwiftASN1
import Testing
import X509

@Suite struct `A certificate of an authority` {
    private static let day: Double = 86_400
    private static let start = 1_700_000_000.0

    /// An invented chain of a root, an office and an officer.
    private struct World {
        let rootKey = P256.Signing.PrivateKey()
        let officeKey = P256.Signing.PrivateKey()
        let officerKey = P256.Signing.PrivateKey()
        var root = ""

        init() throws {
            root = try issue("Root (TEST)", .init(rootKey.publicKey), by: "Root (TEST)", rootKey, isAuthority: true)
        }

        func office() throws -> String {
            try issue("Office (TEST)", .init(officeKey.publicKey), by: "Root (TEST)", rootKey, isAuthority: true)
        }

        func officer(
            _ key: Certificate.PublicKey? = nil,
            isAuthority: Bool = false,
            days: Double = 10,
            usage: KeyUsage? = nil
        ) throws -> String {
            try issue(
                "Officer (TEST)",
                key ?? .init(officerKey.publicKey),
                by: "Office (TEST)",
                officeKey,
                isAuthority: isAuthority,
                days: days,
                usage: usage
            )
        }

        func issue(
            _ subject: String,
            _ key: Certificate.PublicKey,
            by issuer: String,
            _ issuerKey: P256.Signing.PrivateKey,
            isAuthority: Bool,
            days: Double = 100,
            usage: KeyUsage? = nil
        ) throws -> String {
            let start = Date(timeIntervalSince1970: `A certificate of an authority`.start)
            let certificate = try Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(),
                publicKey: key,
                notValidBefore: start,
                notValidAfter: start.addingTimeInterval(days * `A certificate of an authority`.day),
                issuer: DistinguishedName { CommonName(issuer) },
                subject: DistinguishedName { CommonName(subject) },
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    if isAuthority {
                        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                    } else {
                        Critical(BasicConstraints.notCertificateAuthority)
                    }
                    if let usage { Critical(usage) }
                },
                issuerPrivateKey: Certificate.PrivateKey(issuerKey)
            )
            return try certificate.serializeAsPEM().pemString + "\n"
        }
    }

    private static func problem(_ chain: String, _ roots: String, day: Double = 1) async -> SignatureProblem.Code? {
        do throws(SignatureProblem) {
            _ = try await AuthorityCertificate(verifying: chain, roots: roots, at: Int64(start + day * Self.day))
            return nil
        } catch { return error.code }
    }

    @Test func `that leads to a configured root names the key that signs`() async throws {
        let world = try World()
        let chain = try world.officer() + world.office()
        let certificate = try await AuthorityCertificate(
            verifying: chain,
            roots: world.root,
            at: Int64(Self.start + Self.day)
        )
        #expect(certificate.subject == "CN=Officer (TEST)")
        #expect(certificate.validUntilSeconds - certificate.validFromSeconds == Int64(10 * Self.day))
        #expect(certificate.publicKey.bytes == Array(world.officerKey.publicKey.x963Representation))
        let statement = Example.request
        let message = Array("perisai/statement/v1\nrequest\n".utf8) + statement.canonicalBytes
        let value = try world.officerKey.signature(for: SHA256.hash(data: message)).rawRepresentation
        let signature = try StatementSignature(key: certificate.publicKey.id, role: .signer, signature: Array(value))
        let signed = try SignedStatement(statement, for: .request, signatures: [signature])
        #expect(try SignedStatement(parsing: signed.bytes).verify(as: .request, by: [certificate.publicKey]).count == 1)
        let moved = try SignedStatement(statement, for: .answer, signatures: [signature])
        #expect(signatureProblem { try moved.verify(as: .answer, by: [certificate.publicKey]) } == .badSignature)
    }

    @Test func `may hold an Ed25519 key`() async throws {
        let world = try World()
        let key = try Curve25519.Signing.PublicKey(rawRepresentation: Example.officer().publicKey.bytes)
        let certificate = try await AuthorityCertificate(
            verifying: world.officer(.init(key)) + world.office(),
            roots: world.root,
            at: Int64(Self.start)
        )
        #expect(try certificate.publicKey == Example.officer().publicKey)
    }

    @Test func `is refused before its time and after it`() async throws {
        let world = try World()
        let chain = try world.officer() + world.office()
        #expect(await Self.problem(chain, world.root, day: -0.001) == .certificateNotYetValid)
        #expect(await Self.problem(chain, world.root, day: 0) == nil)
        #expect(await Self.problem(chain, world.root, day: 10) == nil)
        #expect(await Self.problem(chain, world.root, day: 10.001) == .certificateExpired)
        let longer = try world.officer(days: 300) + world.office()
        #expect(await Self.problem(longer, world.root, day: 200) == .certificateExpired)
    }

    @Test func `that leads elsewhere is refused`() async throws {
        let (world, other) = (try World(), try World())
        let (officer, office) = (try world.officer(), try world.office())
        #expect(await Self.problem(officer + office, other.root) == .certificateUntrusted)
        #expect(await Self.problem(officer, world.root) == .certificateUntrusted)
        #expect(await Self.problem(officer + (try other.office()), world.root + other.root) == .certificateUntrusted)
        // Its own word for itself is none.
        let own = try world.issue(
            "Officer (TEST)",
            .init(world.officerKey.publicKey),
            by: "Officer (TEST)",
            world.officerKey,
            isAuthority: false
        )
        #expect(await Self.problem(own, world.root) == .certificateUntrusted)
        // Issued by one who issues nothing.
        let below = try world.issue(
            "Below (TEST)",
            .init(other.officerKey.publicKey),
            by: "Officer (TEST)",
            world.officerKey,
            isAuthority: false
        )
        #expect(await Self.problem(below + officer + office, world.root) == .certificateUntrusted)
    }

    @Test func `that is not one for signing is refused`() async throws {
        let world = try World()
        let office = try world.office()
        let encipher = try world.officer(usage: KeyUsage(keyEncipherment: true)) + office
        #expect(await Self.problem(encipher, world.root) == .certificateUnsuitable)
        let signs = try world.officer(usage: KeyUsage(nonRepudiation: true)) + office
        #expect(await Self.problem(signs, world.root) == nil)
        #expect(await Self.problem(try world.officer(isAuthority: true) + office, world.root) == .certificateUnsuitable)
        let another = try world.officer(.init(P384.Signing.PrivateKey().publicKey)) + office
        #expect(await Self.problem(another, world.root) == .certificateUnsuitable)
    }

    @Test func `that can't be read is refused`() async throws {
        let world = try World()
        let chain = try world.officer() + world.office()
        for text in ["", "nonsense", String(chain.dropLast(40)), String(repeating: "a", count: 1 << 19)] {
            #expect(await Self.problem(text, world.root) == .badCertificate)
            #expect(await Self.problem(chain, text) == .badCertificate)
        }
        #expect(await Self.problem(String(repeating: chain, count: 5), world.root) == .badCertificate)
    }
}

import CanonicalJSON
import Cooperation
import Crypto
import Statements
import TransparencyLog

/// Secrets of the node that never leave it, and what is derived from them.
package struct NodeSecrets: Sendable {
    /// How many bytes the secret has.
    package static let byteCount = 32

    private let pseudonymKey: SymmetricKey
    private let cursorKey: SymmetricKey
    private let answerSeed: SymmetricKey
    private let scanKey: SymmetricKey
    private let webhookKey: SymmetricKey
    private let requestKey: SymmetricKey

    /// Takes the node's secret; `nil` unless it has 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        let root = SymmetricKey(data: bytes)
        pseudonymKey = Self.derive("perisai/pseudonyms/v1", from: root)
        cursorKey = Self.derive("perisai/cursors/v1", from: root)
        answerSeed = Self.derive("perisai/answers/v1", from: root)
        scanKey = Self.derive("perisai/scans/v1", from: root)
        webhookKey = Self.derive("perisai/webhooks/v1", from: root)
        requestKey = Self.derive("perisai/requests/v1", from: root)
    }

    private static func derive(_ label: String, from root: SymmetricKey) -> SymmetricKey {
        SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(label.utf8), using: root))
    }

    /// What takes the keyed digest of a request, which tells it from others as long as its answer is kept.
    var requestCode: HMAC<SHA256> { HMAC<SHA256>(key: requestKey) }

    /// A keyed hash in lowercase hexadecimal: the same content or account always gets the same one on this node, and
    /// nobody without the secret can tell which it is.
    ///
    /// - Parameters:
    ///   - purpose: what kind of thing is hashed, so that an account and a reference that read alike differ.
    ///   - value: what is hashed.
    /// - Returns: 64 hexadecimal digits.
    package func pseudonym(_ purpose: String, _ value: String) -> String {
        let message = Array(purpose.utf8) + [0] + Array(value.utf8)
        return Hexadecimal.encode(HMAC<SHA256>.authenticationCode(for: message, using: pseudonymKey))
    }

    /// The id under which an exchange knows a person of this node: constant for that exchange, different for every other,
    /// and resolved by nobody but this node.
    package func opaquePerson(_ person: ID<Person>, for exchange: ID<Exchange>) -> ID<Person> {
        ID(derivedIdentifier("person\u{0}\(exchange)\u{0}\(person)"))
    }

    /// The id under which it stands that a person opened something in an hour.
    package func reading(of subject: Reading.Subject, by person: ID<Person>, at moment: Timestamp) -> ID<Reading> {
        // A request, what is made of it and what was disclosed on it have one id.
        let kind = subject.kind == .case ? "" : subject.kind.rawValue + "\u{0}"
        let hour = Reading.hour(of: moment)
        return ID(derivedIdentifier("reading\u{0}\(kind)\(person)\u{0}\(subject.identifier)\u{0}\(hour)"))
    }

    private func derivedIdentifier(_ text: String) -> Identifier {
        let code = Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: pseudonymKey))
        let words = (0..<2).map { word in code[word * 8..<word * 8 + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return Identifier(derivedHigh: words[0], low: words[1])
    }

    /// The key with which this node signs its organisation's answers to requests.
    ///
    /// - Throws: `SignatureProblem` for a secret that makes no sound key, which no random one does.
    package func answerKey() throws(SignatureProblem) -> SigningSecretKey {
        try SigningSecretKey(seed: answerSeed.withUnsafeBytes { Array($0) })
    }

    /// Seals the scan of a paper for this node alone (AES-256-GCM).
    ///
    /// - Parameters:
    ///   - bytes: the scan.
    ///   - assessment: what it belongs to; it opens as nothing else.
    /// - Returns: nonce, ciphertext and tag.
    /// - Throws: what the cryptography throws, for a text that is too long alone.
    package func sealed(scan bytes: [UInt8], of assessment: ID<Assessment>) throws -> [UInt8] {
        let box = try AES.GCM.seal(bytes, using: scanKey, authenticating: Self.scanContext(assessment))
        return box.nonce.map(\.self) + box.ciphertext + box.tag
    }

    /// Opens a sealed scan; `nil` where it was changed, or belongs to something else or another node.
    package func opened(scan sealed: [UInt8], of assessment: ID<Assessment>) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
        return (try? AES.GCM.open(box, using: scanKey, authenticating: Self.scanContext(assessment))).map(Array.init)
    }

    private static func scanContext(_ assessment: ID<Assessment>) -> [UInt8] { Array("scan\u{0}\(assessment)".utf8) }

    /// Seals the secret of a webhook for this node alone (AES-256-GCM), so that it can be kept beside the journal.
    ///
    /// - Returns: nonce, ciphertext and tag in Base64.
    /// - Throws: what the cryptography throws, for a text that is too long alone.
    package func sealed(_ secret: WebhookSecret, of webhook: ID<Webhook>) throws -> String {
        let context = Self.webhookContext(webhook)
        let box = try AES.GCM.seal(Array(secret.text.utf8), using: webhookKey, authenticating: context)
        return Base64.encode(box.nonce.map(\.self) + box.ciphertext + box.tag)
    }

    /// Opens a sealed secret; `nil` where it was changed, or belongs to another webhook or node.
    package func opened(_ sealed: String, of webhook: ID<Webhook>) -> WebhookSecret? {
        guard let bytes = Base64.decode(sealed), let box = try? AES.GCM.SealedBox(combined: bytes),
            let text = try? AES.GCM.open(box, using: webhookKey, authenticating: Self.webhookContext(webhook))
        else { return nil }
        return WebhookSecret(String(decoding: text, as: UTF8.self))
    }

    private static func webhookContext(_ webhook: ID<Webhook>) -> [UInt8] { Array("webhook\u{0}\(webhook)".utf8) }

    /// Authenticates a cursor, so that nobody makes one up.
    package func cursorTag(_ text: String) -> String {
        String(Hexadecimal.encode(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: cursorKey)).prefix(32))
    }

    /// Whether a cursor's tag is right, in constant time.
    package func isValidCursor(_ text: String, tag: String) -> Bool {
        let expected = Array(cursorTag(text).utf8)
        let given = Array(tag.utf8)
        guard expected.count == given.count else { return false }
        return zip(expected, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

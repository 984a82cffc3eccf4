/// SHA-256 and MD5 of one file's bytes, as lists of known files hold them.
public struct ContentDigests: Hashable, Sendable {
    /// The SHA-256 of all bytes.
    public let sha256: Hash256
    /// The MD5 of all bytes, 32 lowercase hexadecimal digits.
    public let md5: String

    init(sha256: Hash256, md5: String) {
        self.sha256 = sha256
        self.md5 = md5
    }

    /// Computes both digests of bytes that are already in memory.
    ///
    /// - Parameter bytes: The whole content.
    public init(of bytes: [UInt8]) {
        var digester = ContentDigester()
        bytes.withUnsafeBytes { digester.update($0) }
        self = digester.finalize()
    }

    /// Both digests as fingerprints, `sha256` first.
    public var fingerprints: [Fingerprint] {
        [Fingerprint(kind: .sha256, canonical: sha256.hex), Fingerprint(kind: .md5, canonical: md5)]
    }
}

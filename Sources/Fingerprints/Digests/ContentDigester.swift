internal import Crypto

/// Computes SHA-256 and MD5 of content that arrives in pieces.
public struct ContentDigester: Sendable {
    private var sha256 = SHA256()
    private var md5 = Insecure.MD5()

    /// Creates a digester that has seen nothing yet.
    public init() {}

    /// Takes in the next bytes.
    ///
    /// - Parameter bytes: The bytes that follow those of the calls before; may be empty.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        sha256.update(bufferPointer: bytes)
        md5.update(bufferPointer: bytes)
    }

    /// Returns the digests of everything taken in so far; the digester can go on afterwards.
    ///
    /// - Returns: Both digests.
    public func finalize() -> ContentDigests {
        let digest = sha256.finalize()
        return ContentDigests(
            sha256: digest.withUnsafeBytes(Hash256.init(digest:)),
            md5: HexDigit.string(of: md5.finalize())
        )
    }
}

extension Hash256 {
    fileprivate init(digest: UnsafeRawBufferPointer) {
        self.init(
            UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
            UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
            UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
            UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
        )
    }
}

import CanonicalJSON
import Crypto
import Services

/// The SHA-256 of bytes.
enum FileDigest {
    static func hexadecimal(_ bytes: [UInt8]) -> String { Hexadecimal.encode(SHA256.hash(data: bytes)) }
}

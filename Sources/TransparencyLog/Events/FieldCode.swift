import Crypto

/// HMAC-SHA256 (RFC 2104) under salts, which always have 32 bytes.
///
/// The library's HMAC copies every key into memory that is wiped afterwards, which here costs more than all the hashing:
/// an event needs some twenty codes within the one write transaction. Tests compare the two.
enum FieldCode {
    private static let innerPad: UInt8 = 0x36
    private static let outerPad: UInt8 = 0x5C

    /// The code of a message, given in parts, under a salt.
    static func code(under salt: FieldSalt, _ message: some Sequence<[UInt8]>) -> LogHash {
        var block = [UInt8](repeating: innerPad, count: SHA256.blockByteCount)
        salt.withUnsafeBytes { bytes in
            for (place, byte) in bytes.enumerated() { block[place] ^= byte }
        }
        var inner = SHA256()
        inner.update(data: block)
        for part in message { inner.update(data: part) }
        for place in block.indices { block[place] ^= innerPad ^ outerPad }
        var outer = SHA256()
        outer.update(data: block)
        LogHash(inner.finalize()).withUnsafeBytes { outer.update(bufferPointer: $0) }
        return LogHash(outer.finalize())
    }
}

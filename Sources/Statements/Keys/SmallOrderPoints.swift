import CanonicalJSON

/// The encodings of points that no honest key has.
///
/// With a public key of small order, one signature fits many messages and one shared secret is known to all. Another
/// spelling of a point would give one key two ids.
enum SmallOrderPoints {
    /// The values of y of the eight points of small order on Ed25519: 0, 1, -1 and the two of order eight.
    private static let edwards: Set<[UInt8]> = known([
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ])

    /// The values of u of the points of small order on Curve25519 and its twist: 0, 1, -1 and the two of order eight.
    private static let montgomery: Set<[UInt8]> = known([
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    ])

    /// Whether 32 bytes are the one spelling of an Ed25519 key that is not of small order.
    static func isSoundSigningKey(_ bytes: [UInt8]) -> Bool {
        // The highest bit is the sign of x; a point of small order is one with either.
        var y = bytes
        y[31] &= 0x7F
        return isReduced(y) && !edwards.contains(y)
    }

    /// Whether 32 bytes are the one spelling of an X25519 key that is not of small order.
    static func isSoundEncryptionKey(_ bytes: [UInt8]) -> Bool {
        bytes[31] < 0x80 && isReduced(bytes) && !montgomery.contains(bytes)
    }

    /// Whether a number of 255 bits, lowest byte first, is below 2^255 - 19.
    private static func isReduced(_ bytes: [UInt8]) -> Bool {
        bytes[31] != 0x7F || bytes[0] < 0xED || bytes[1...30].contains { $0 != 0xFF }
    }

    private static func known(_ texts: [String]) -> Set<[UInt8]> {
        Set(texts.compactMap { Hexadecimal.decode($0, count: 32) })
    }
}

extension Hash256 {
    /// How many bytes one hash takes.
    @inlinable
    public static var byteCount: Int { 32 }

    /// Creates a hash from 32 bytes in the order of its hexadecimal text, or `nil` from any other number of bytes.
    ///
    /// - Parameter bytes: The bytes, most significant first.
    /// - Complexity: O(1); allocates nothing that the sequence doesn't.
    @inlinable
    public init?(bytes: some Sequence<UInt8>) {
        var words: SIMD4<UInt64> = .zero
        var count = 0
        for byte in bytes {
            guard count < Self.byteCount else { return nil }
            words[count >> 3] = words[count >> 3] << 8 | UInt64(byte)
            count += 1
        }
        guard count == Self.byteCount else { return nil }
        self.init(words[0], words[1], words[2], words[3])
    }

    /// The 32 bytes in the order of the hexadecimal text, most significant first.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        appendBytes(to: &bytes)
        return bytes
    }

    /// Appends the 32 bytes, most significant first.
    ///
    /// - Parameter bytes: Where they go.
    public func appendBytes(to bytes: inout [UInt8]) {
        Self.append(word0, to: &bytes)
        Self.append(word1, to: &bytes)
        Self.append(word2, to: &bytes)
        Self.append(word3, to: &bytes)
    }

    private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }
}

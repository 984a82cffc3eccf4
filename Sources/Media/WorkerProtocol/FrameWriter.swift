internal import Fingerprints

/// Puts one frame together.
struct FrameWriter {
    private var body: [UInt8] = []

    mutating func append(byte: UInt8) {
        body.append(byte)
    }

    mutating func append(bytes: some Sequence<UInt8>) {
        body.append(contentsOf: bytes)
    }

    mutating func append(number: UInt64) {
        body.append(contentsOf: Self.bigEndian(number))
    }

    mutating func append(size: Int) {
        body.append(contentsOf: Self.bigEndian(UInt32(clamping: size)))
    }

    /// Everything after 255 bytes is left out: the texts are our own and short.
    mutating func append(text: String) {
        let bytes = text.utf8.prefix(255)
        body.append(UInt8(bytes.count))
        body.append(contentsOf: bytes)
    }

    mutating func append(hash: Hash256) {
        for word in [hash.word0, hash.word1, hash.word2, hash.word3] {
            append(number: word)
        }
    }

    /// The frame.
    ///
    /// - Parameter following: Bytes of the same frame that are sent separately, so that a large file isn't copied.
    /// - Returns: The length, then what was put in.
    func frame(following: Int = 0) -> [UInt8] {
        Self.bigEndian(UInt32(body.count + following)) + body
    }

    private static func bigEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}

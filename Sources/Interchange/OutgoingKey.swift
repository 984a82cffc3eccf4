/// A secret that proves to a server who asks.
///
/// Nothing that prints or mirrors it shows it.
package struct OutgoingKey: Sendable, Hashable {
    /// The longest key, in bytes.
    package static let bytesMax = 512

    private let text: String

    /// Takes a key.
    ///
    /// - Parameter text: the key in the characters of RFC 6750's `b64token`, so that it can't break out of its header.
    /// - Throws: `OutgoingSettingError` for anything else.
    package init(_ text: String) throws(OutgoingSettingError) {
        guard (1...Self.bytesMax).contains(text.utf8.count), text.utf8.allSatisfy(Self.isTokenByte) else {
            throw OutgoingSettingError(.wrongKey)
        }
        self.text = text
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "-._~+/=".utf8.contains(byte)
        }
    }

    /// The value of the Authorization header.
    var authorization: String { "Bearer \(text)" }
}

extension OutgoingKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "OutgoingKey" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

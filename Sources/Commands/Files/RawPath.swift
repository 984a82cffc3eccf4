/// The path of a file as the system has it: bytes that need not be text.
package struct RawPath: Hashable, Sendable {
    /// The bytes, without a zero at the end.
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The path of something in this folder.
    package func appending(_ name: [UInt8]) -> RawPath {
        let slash = UInt8(ascii: "/")
        return RawPath(bytes: bytes.last == slash ? bytes + name : bytes + [slash] + name)
    }

    /// The path as text; what is no UTF-8 is replaced.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The path on one line and harmless to a terminal, for people.
    package var shown: String {
        var shown = ""
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            shown += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }
        return shown
    }

    func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
        try (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
            try withExtendedLifetime(buffer) {
                guard let start = buffer.baseAddress else { return try body("") }
                return try body(start)
            }
        }
    }
}

import Mustache

/// Text from outside as it stands in a page.
///
/// Templates would escape whole characters, among which `"` with a combining mark is another one than `"`; a browser reads
/// code points. So each byte is looked at, which is quick too.
struct PageText: MustacheContentType {
    /// Under which name templates ask for it.
    static let name = "PAGE"

    func escapeText(_ text: String) -> String {
        var text = text
        let escaped = text.withUTF8 { bytes -> [UInt8]? in
            guard let first = bytes.firstIndex(where: { Self.reference(to: $0) != nil }) else { return nil }
            var escaped = Array(bytes[..<first])
            escaped.reserveCapacity(bytes.count + bytes.count / 4)
            for byte in bytes[first...] {
                if let reference = Self.reference(to: byte) {
                    escaped += reference.utf8
                } else {
                    escaped.append(byte)
                }
            }
            return escaped
        }
        return escaped.map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    private static func reference(to byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}

import CanonicalJSON

/// Signed data inside a page, of which the very bytes can be taken out again.
///
/// It is canonical JSON, in which `<` stands only inside texts and never as `\u003c`; so it is written as that, and no text
/// can end the element.
public struct EmbeddedData: Hashable, Sendable {
    /// The element's beginning, which stands once in a page.
    static let opening = #"<script type="application/json" id="signed">"#
    private static let closing = "</script>\n"

    /// The bytes, canonical JSON.
    public let bytes: [UInt8]

    /// Takes data that shall stand in a page.
    ///
    /// - Throws: ``DocumentError`` `document-data` unless it is canonical JSON of a bounded size.
    public init(_ bytes: [UInt8]) throws(DocumentError) {
        guard bytes.count <= DocumentLimits.embeddedBytesMax, Self.isCanonical(bytes) else {
            throw DocumentError(
                "document-data",
                "Give canonical JSON of at most \(DocumentLimits.embeddedBytesMax) bytes."
            )
        }
        self.bytes = bytes
    }

    /// Takes the data out of a page.
    ///
    /// - Parameter page: the whole file.
    /// - Throws: ``DocumentError`` `document-data` unless there is exactly one such element, written as here.
    public init(fromPage page: [UInt8]) throws(DocumentError) {
        let missing = DocumentError("document-data", "This page holds no signed data, or is not as it was made.")
        guard page.count <= 4 * DocumentLimits.embeddedBytesMax, let text = String(validating: page, as: UTF8.self)
        else { throw missing }
        guard let script = text.utf8.firstRange(of: "<script".utf8),
            text.utf8[script.lowerBound...].starts(with: Self.opening.utf8)
        else { throw missing }
        let start = text.utf8.index(script.lowerBound, offsetBy: Self.opening.utf8.count)
        let rest = text.utf8[start...]
        guard let end = rest.firstRange(of: Self.closing.utf8), !rest[..<end.lowerBound].contains(UInt8(ascii: "<"))
        else { throw missing }
        // Directly behind it may stand the check of a page; there is no other script.
        let after = rest[end.upperBound...]
        let scripts = after.ranges(of: "<script".utf8)
        guard scripts.isEmpty || scripts.count == 1 && after.starts(with: "<script>".utf8) else { throw missing }
        let data = try EmbeddedData(Self.plain(rest[..<end.lowerBound]))
        guard data.inner.elementsEqual(rest[..<end.lowerBound]) else { throw missing }
        self = data
    }

    /// The element.
    var element: String { Self.opening + String(decoding: inner, as: UTF8.self) + Self.closing }

    private var inner: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            if byte == UInt8(ascii: "<") { result += Array(#"\u003c"#.utf8) } else { result.append(byte) }
        }
        return result
    }

    private static func plain(_ inner: some Collection<UInt8>) -> [UInt8] {
        let inner = Array(inner)
        let escape = Array(#"\u003c"#.utf8)
        var result: [UInt8] = []
        var place = 0
        while place < inner.count {
            if inner[place...].starts(with: escape) {
                result.append(UInt8(ascii: "<"))
                place += escape.count
            } else {
                // An escaped reverse solidus is one character, and what follows it no escape.
                let count = inner[place] == UInt8(ascii: "\\") ? min(2, inner.count - place) : 1
                result += inner[place..<place + count]
                place += count
            }
        }
        return result
    }

    private static func isCanonical(_ bytes: [UInt8]) -> Bool {
        do throws(JSONError) {
            return try JSONValue(parsing: bytes).canonicalBytes == bytes
        } catch {
            return false
        }
    }
}

/// The line that parts a form (RFC 2046 section 5.1.1).
package struct MultipartBoundary: Hashable, Sendable {
    package let bytes: [UInt8]

    /// Takes 1 to 70 characters of the grammar's `bchars`, not ending in a space.
    package init(_ text: String) throws(MultipartError) {
        let bytes = Array(text.utf8)
        guard
            (1...70).contains(bytes.count),
            bytes.last != UInt8(ascii: " "),
            bytes.allSatisfy({ $0.isLetterOrDigit || "'()+_,-./:=? ".utf8.contains($0) })
        else { throw MultipartError(.badBoundary, "The boundary must be 1 to 70 characters that RFC 2046 allows.") }
        self.bytes = bytes
    }
}

/// One value that goes into a statement or comes out of a row.
package enum SQLValue: Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    /// Statistics only; nothing that is hashed or compared is ever a floating-point number.
    case real(Double)

    /// A text, or NULL for `nil`.
    package static func optional(_ text: String?) -> SQLValue {
        text.map(SQLValue.text) ?? .null
    }
}

extension SQLValue: Equatable {
    /// Compares texts byte for byte: Swift's own `==` takes an accented letter and its decomposed spelling for one.
    package static func == (left: SQLValue, right: SQLValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.integer(let left), .integer(let right)): left == right
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.bytes(let left), .bytes(let right)): left == right
        case (.real(let left), .real(let right)): left.bitPattern == right.bitPattern
        default: false
        }
    }
}

/// A value of CBOR (RFC 8949), as far as authenticators write it: the canonical form of CTAP2, without tags and floats.
package enum CBORValue: Sendable, Hashable {
    /// A number; CBOR's go further than `Int64`, authenticators' don't.
    case integer(Int64)
    case bytes([UInt8])
    case text(String)
    case array([CBORValue])
    case map([CBORValue: CBORValue])
    case bool(Bool)
    case null

    /// What stands under a text in a map.
    package subscript(_ key: String) -> CBORValue? {
        if case .map(let members) = self { members[.text(key)] } else { nil }
    }

    package var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }
}

/// The identifier of one kind of thing: an `ID<Signal>` can't be passed where an `ID<Case>` is meant.
public struct ID<Subject>: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The identifier without its kind.
    public let identifier: Identifier

    /// Gives an identifier its kind.
    public init(_ identifier: Identifier) {
        self.identifier = identifier
    }

    /// Reads the written form; `nil` where the text is no UUID in lowercase with hyphens.
    public init?(_ text: String) {
        guard let identifier = Identifier(text) else { return nil }
        self.identifier = identifier
    }

    /// The written form.
    public var description: String { identifier.description }

    /// Orders as the written forms do: version 7 ids by the time they were made.
    public static func < (left: ID, right: ID) -> Bool { left.identifier < right.identifier }
}

extension ID: Codable {
    /// Reads the written form.
    public init(from decoder: any Decoder) throws {
        identifier = try Identifier(from: decoder)
    }

    /// Writes the written form.
    public func encode(to encoder: any Encoder) throws {
        try identifier.encode(to: encoder)
    }
}

extension ID: CodingKeyRepresentable {
    /// The written form as a key of a JSON object.
    public var codingKey: any CodingKey { IdentifierKey(stringValue: description) }

    /// Reads the written form from a key of a JSON object.
    public init?<Key: CodingKey>(codingKey: Key) {
        self.init(codingKey.stringValue)
    }
}

private struct IdentifierKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

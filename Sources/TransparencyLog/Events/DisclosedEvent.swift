public import CanonicalJSON

/// All the fields of one event in order, some shown and the others as hashes: what a follower and the holder of a receipt
/// are given.
public struct DisclosedEvent: Sendable, Hashable {
    /// The fields in ascending order of their names, hidden ones at their places.
    public let fields: [DisclosedField]

    /// Makes an event of received fields; nothing is checked before `leafData()`.
    ///
    /// - Parameter fields: all the fields in order.
    public init(fields: [DisclosedField]) {
        self.fields = fields
    }

    /// The value of a shown field.
    ///
    /// - Parameter name: the field's name.
    /// - Returns: nothing where the field is hidden or there is none.
    public func value(of name: FieldName) -> JSONValue? {
        shownFields.first { $0.name == name }?.value
    }

    /// The shown fields in order.
    public var shownFields: [ShownField] {
        fields.compactMap { field in
            guard case .shown(let content) = field else { return nil }
            return content
        }
    }

    /// How many fields are hidden.
    public var hiddenCount: Int { fields.count - shownFields.count }

    /// Recomputes what the leaf is made of.
    ///
    /// - Returns: the root of the tree over the fields' hashes.
    /// - Throws: `EventError` where the shown names do not ascend, or there are no fields or too many.
    /// - Complexity: O(*n*), one HMAC for each shown field.
    public func leafData() throws(EventError) -> LogHash {
        guard (1...EventCommitment.fieldsMax).contains(fields.count) else {
            throw EventError(code: .wrongFieldCount)
        }
        let names = shownFields.map(\.name)
        guard zip(names, names.dropFirst()).allSatisfy({ $0 < $1 }) else { throw EventError(code: .notAscending) }
        return EventCommitment.leafData(of: fields.map(\.hash))
    }
}

extension DisclosedEvent {
    private static let nameKey = "name"
    private static let saltKey = "salt"
    private static let valueKey = "value"

    /// The fields as JSON: an object of name, salt and value for a shown one, a hash in hexadecimal for a hidden one.
    public var json: JSONValue {
        .array(
            fields.map { field in
                switch field {
                case .hidden(let hash): .string(hash.hex)
                case .shown(let content):
                    .object([
                        Self.nameKey: .string(content.name.text), Self.saltKey: .string(content.salt.hex),
                        Self.valueKey: content.value,
                    ])
                }
            }
        )
    }

    /// Reads the fields from JSON.
    ///
    /// - Parameter json: what `json` made.
    /// - Throws: `EventError` where the shape is another, or a name, salt or hash is not valid.
    public init(json: JSONValue) throws(EventError) {
        guard let elements = json.arrayValue else { throw EventError(code: .malformed) }
        guard (1...EventCommitment.fieldsMax).contains(elements.count) else {
            throw EventError(code: .wrongFieldCount)
        }
        var fields: [DisclosedField] = []
        for element in elements {
            switch element {
            case .string(let hex):
                guard let hash = LogHash(hex: hex) else { throw EventError(code: .malformed) }
                fields.append(.hidden(hash))
            case .object(let members):
                guard members.count == 3, let name = members[Self.nameKey]?.stringValue.flatMap(FieldName.init),
                    let salt = members[Self.saltKey]?.stringValue.flatMap(FieldSalt.init(hex:)),
                    let value = members[Self.valueKey]
                else { throw EventError(code: .malformed) }
                fields.append(.shown(ShownField(name: name, value: value, salt: salt)))
            default: throw EventError(code: .malformed)
            }
        }
        self.fields = fields
    }
}

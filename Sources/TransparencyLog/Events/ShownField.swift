public import CanonicalJSON

/// A field with its value and salt: all that is needed to recompute its hash.
public struct ShownField: Sendable, Hashable {
    /// The field's name.
    public let name: FieldName
    /// The field's value.
    public let value: JSONValue
    /// The field's own salt; never the salt of the event, which would open every field.
    public let salt: FieldSalt

    /// Makes a field.
    ///
    /// - Parameters:
    ///   - name: the field's name.
    ///   - value: the field's value.
    ///   - salt: the field's own salt.
    public init(name: FieldName, value: JSONValue, salt: FieldSalt) {
        self.name = name
        self.value = value
        self.salt = salt
    }

    /// The field's hash: HMAC-SHA256 under the salt of the name, a zero byte and the value's canonical bytes.
    public var hash: LogHash {
        FieldCode.code(under: salt, [Array(name.text.utf8), [0], value.canonicalBytes])
    }
}

/// Turns typed values into `JSONValue`s.
///
/// Absent optionals are left out, as synthesized conformances do.
public struct JSONValueEncoder: Sendable {
    /// Makes an encoder.
    public init() {}

    /// Turns a typed value into JSON.
    ///
    /// - Parameter value: what is encoded.
    /// - Returns: its JSON form.
    /// - Throws: `JSONError` where the value holds something that JSON with whole numbers can't express.
    public func encode(_ value: some Encodable) throws(JSONError) -> JSONValue {
        do {
            return try ValueEncoder.encode(value, codingPath: [])
        } catch let error as JSONError {
            throw error
        } catch {
            throw JSONError(code: .invalidValue, message: "The value can't be written as JSON.", pointer: "")
        }
    }
}

extension JSONValue: Codable {
    /// Reads any JSON value, through whatever decoder.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// Writes the value through whatever encoder.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

/// Where a container leaves what it was given, until its parent collects it.
private final class Slot {
    enum Content {
        case nothing
        case value(JSONValue)
        case members([String: Slot])
        case elements([Slot])
    }

    var content = Content.nothing

    var value: JSONValue? {
        switch content {
        case .nothing: nil
        case .value(let value): value
        case .members(let members): .object(members.compactMapValues(\.value))
        case .elements(let elements): .array(elements.map { $0.value ?? .null })
        }
    }

    func member(_ key: String) -> Slot {
        var members: [String: Slot] = [:]
        if case .members(let existing) = content { members = existing }
        let slot = Slot()
        members[key] = slot
        content = .members(members)
        return slot
    }

    func element() -> Slot {
        var elements: [Slot] = []
        if case .elements(let existing) = content { elements = existing }
        let slot = Slot()
        content = .elements(elements + [slot])
        return slot
    }

    var count: Int {
        guard case .elements(let elements) = content else { return 0 }
        return elements.count
    }
}

private struct ValueEncoder: Encoder {
    let codingPath: [any CodingKey]
    let slot: Slot
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func encode(_ value: some Encodable, codingPath: [any CodingKey]) throws -> JSONValue {
        if let value = value as? JSONValue { return value }
        let encoder = ValueEncoder(codingPath: codingPath, slot: Slot())
        try value.encode(to: encoder)
        return encoder.slot.value ?? .object([:])
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .members = slot.content {} else { slot.content = .members([:]) }
        return KeyedEncodingContainer(KeyedWriter(codingPath: codingPath, slot: slot))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .elements = slot.content {} else { slot.content = .elements([]) }
        return UnkeyedWriter(codingPath: codingPath, slot: slot)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleWriter(codingPath: codingPath, slot: slot)
    }
}

private struct SingleWriter: SingleValueEncodingContainer {
    let codingPath: [any CodingKey]
    let slot: Slot

    private func integer(_ value: some FixedWidthInteger) throws {
        guard let number = Int64(exactly: value), number.magnitude <= UInt64(JSONValue.integerMagnitudeMax) else {
            throw JSONError(
                code: .notAnInteger,
                message: "The number is beyond 2^53 - 1.",
                pointer: JSONKey.pointer(codingPath)
            )
        }
        slot.content = .value(.integer(number))
    }

    private var unsupportedFraction: JSONError {
        JSONError(
            code: .notAnInteger,
            message: "Only whole numbers are written.",
            pointer: JSONKey.pointer(codingPath)
        )
    }

    func encodeNil() throws { slot.content = .value(.null) }
    func encode(_ value: Bool) throws { slot.content = .value(.bool(value)) }
    func encode(_ value: String) throws { slot.content = .value(.string(value)) }
    func encode(_ value: Double) throws { throw unsupportedFraction }
    func encode(_ value: Float) throws { throw unsupportedFraction }
    func encode(_ value: Int) throws { try integer(value) }
    func encode(_ value: Int8) throws { try integer(value) }
    func encode(_ value: Int16) throws { try integer(value) }
    func encode(_ value: Int32) throws { try integer(value) }
    func encode(_ value: Int64) throws { try integer(value) }
    func encode(_ value: UInt) throws { try integer(value) }
    func encode(_ value: UInt8) throws { try integer(value) }
    func encode(_ value: UInt16) throws { try integer(value) }
    func encode(_ value: UInt32) throws { try integer(value) }
    func encode(_ value: UInt64) throws { try integer(value) }
    func encode<T: Encodable>(_ value: T) throws {
        slot.content = .value(try ValueEncoder.encode(value, codingPath: codingPath))
    }
}

private struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let codingPath: [any CodingKey]
    let slot: Slot

    func encodeNil(forKey key: Key) throws { slot.member(key.stringValue).content = .value(.null) }
    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        slot.member(key.stringValue).content = .value(
            try ValueEncoder.encode(value, codingPath: codingPath + [key])
        )
    }
    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        ValueEncoder(codingPath: codingPath + [key], slot: slot.member(key.stringValue)).container(keyedBy: keyType)
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        ValueEncoder(codingPath: codingPath + [key], slot: slot.member(key.stringValue)).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { ValueEncoder(codingPath: codingPath, slot: slot.member("super")) }
    func superEncoder(forKey key: Key) -> any Encoder {
        ValueEncoder(codingPath: codingPath + [key], slot: slot.member(key.stringValue))
    }
}

private struct UnkeyedWriter: UnkeyedEncodingContainer {
    let codingPath: [any CodingKey]
    let slot: Slot

    var count: Int { slot.count }

    private var nextPath: [any CodingKey] { codingPath + [JSONKey(intValue: count)] }

    func encodeNil() throws { slot.element().content = .value(.null) }
    func encode<T: Encodable>(_ value: T) throws {
        let path = nextPath
        slot.element().content = .value(try ValueEncoder.encode(value, codingPath: path))
    }
    func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
        ValueEncoder(codingPath: nextPath, slot: slot.element()).container(keyedBy: keyType)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        ValueEncoder(codingPath: nextPath, slot: slot.element()).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { ValueEncoder(codingPath: nextPath, slot: slot.element()) }
}

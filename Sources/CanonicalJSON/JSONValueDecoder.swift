/// Reads typed values from `JSONValue`s and refuses every field that the type did not ask for.
///
/// An unknown field is more often a misspelt one than a harmless one: a reader that ignores `territroy` enforces an order
/// worldwide. So whatever `init(from:)` did not look at is an error that names the field.
public struct JSONValueDecoder: Sendable {
    /// Whether fields that the type does not know are let through; only readers of data written by a newer version of
    /// this program want that.
    public var allowsUnknownFields: Bool

    /// Makes a decoder.
    public init(allowsUnknownFields: Bool = false) {
        self.allowsUnknownFields = allowsUnknownFields
    }

    /// Reads a typed value.
    ///
    /// - Parameters:
    ///   - type: the type to read.
    ///   - value: what it is read from.
    /// - Returns: the typed value.
    /// - Throws: `JSONError` with a pointer to the first field that is missing, of the wrong kind, invalid or unknown.
    public func decode<T: Decodable>(_ type: T.Type, from value: JSONValue) throws(JSONError) -> T {
        let usage = FieldUsage()
        let result: T
        do {
            result = try T(from: ValueDecoder(value: value, parentPath: [], key: nil, usage: usage))
        } catch let error as JSONError {
            throw error
        } catch let error as DecodingError {
            throw JSONError(error)
        } catch {
            throw JSONError(code: .invalidValue, message: "\(error)", pointer: "")
        }
        if !allowsUnknownFields, let pointer = usage.firstUnknown {
            throw JSONError(code: .unknownField, message: "There is no such field.", pointer: pointer)
        }
        return result
    }
}

extension JSONError {
    fileprivate init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self.init(
                code: .missingField,
                message: "This field is required.",
                pointer: JSONKey.pointer(context.codingPath + [key])
            )
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            self.init(code: .wrongKind, message: context.debugDescription, pointer: JSONKey.pointer(context.codingPath))
        case .dataCorrupted(let context):
            self.init(
                code: .invalidValue,
                message: context.debugDescription,
                pointer: JSONKey.pointer(context.codingPath)
            )
        @unknown default:
            self.init(code: .invalidValue, message: "The value can't be read.", pointer: "")
        }
    }
}

/// Which members of which objects were asked for.
///
/// One decoding runs on one thread and owns it.
private final class FieldUsage {
    private var objects: [ObjectUsage] = []

    func opened(_ members: [String: JSONValue], at path: [any CodingKey]) -> ObjectUsage {
        let object = ObjectUsage(members: members, path: path)
        objects.append(object)
        return object
    }

    /// A type may open one value twice, as to try two readings of it: what either asked for counts.
    var firstUnknown: String? {
        guard !objects.allSatisfy(\.isReadWhole) else { return nil }
        var unread: [String: Set<String>] = [:]
        for object in objects {
            unread[JSONKey.pointer(object.path), default: Set(object.members.keys)].subtract(object.read)
        }
        return unread.compactMap { pointer, keys in
            keys.min().map { pointer + JSONKey.pointer([JSONKey(stringValue: $0)]) }
        }.min()
    }
}

/// One object as one reader opened it.
private final class ObjectUsage {
    let members: [String: JSONValue]
    let path: [any CodingKey]
    private(set) var read: Set<String>
    /// One field is mostly asked for several times in a row.
    private var last = ""

    init(members: [String: JSONValue], path: [any CodingKey]) {
        self.members = members
        self.path = path
        read = Set(minimumCapacity: members.count)
    }

    var isReadWhole: Bool { read.count == members.count }

    func value(for key: String) -> JSONValue? {
        guard let value = members[key] else { return nil }
        if key != last || read.isEmpty {
            read.insert(key)
            last = key
        }
        return value
    }
}

private struct ValueDecoder: Decoder {
    let value: JSONValue
    /// The path to what holds the value, and the value's place in it: put together only where somebody asks.
    let parentPath: [any CodingKey]
    let key: (any CodingKey)?
    let usage: FieldUsage
    var codingPath: [any CodingKey] { key.map { parentPath + [$0] } ?? parentPath }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func mismatch(_ type: Any.Type, _ expected: String) -> DecodingError {
        DecodingError.typeMismatch(
            type,
            DecodingError.Context(
                codingPath: codingPath,
                debugDescription: "This must be \(expected), not \(value.kindName)."
            )
        )
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = value else { throw mismatch([String: JSONValue].self, "an object") }
        return KeyedDecodingContainer(KeyedReader(object: usage.opened(members, at: codingPath), usage: usage))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = value else { throw mismatch([JSONValue].self, "an array") }
        return UnkeyedReader(elements: elements, codingPath: codingPath, usage: usage)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        SingleReader(decoder: self)
    }

    func decodeValue<T: Decodable>(_ type: T.Type) throws -> T {
        if type == JSONValue.self, let value = value as? T { return value }
        return try T(from: self)
    }

    func integer<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
        guard case .integer(let number) = value else { throw mismatch(type, "an integer") }
        guard let result = T(exactly: number) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: codingPath,
                    debugDescription: "This must be from \(T.min) to \(T.max)."
                )
            )
        }
        return result
    }

    func string() throws -> String {
        guard case .string(let text) = value else { throw mismatch(String.self, "a string") }
        return text
    }

    func bool() throws -> Bool {
        guard case .bool(let flag) = value else { throw mismatch(Bool.self, "true or false") }
        return flag
    }

    var unsupportedFraction: DecodingError {
        DecodingError.dataCorrupted(
            DecodingError.Context(codingPath: codingPath, debugDescription: "Only whole numbers are read.")
        )
    }
}

private struct SingleReader: SingleValueDecodingContainer {
    let decoder: ValueDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { decoder.value == .null }
    func decode(_ type: Bool.Type) throws -> Bool { try decoder.bool() }
    func decode(_ type: String.Type) throws -> String { try decoder.string() }
    func decode(_ type: Double.Type) throws -> Double { throw decoder.unsupportedFraction }
    func decode(_ type: Float.Type) throws -> Float { throw decoder.unsupportedFraction }
    func decode(_ type: Int.Type) throws -> Int { try decoder.integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try decoder.integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try decoder.integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try decoder.integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try decoder.integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try decoder.integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try decoder.integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try decoder.integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try decoder.integer(type) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.decodeValue(type) }
}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let object: ObjectUsage
    let usage: FieldUsage

    var codingPath: [any CodingKey] { object.path }
    var allKeys: [Key] { object.members.keys.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { object.value(for: key.stringValue) != nil }

    private func decoder(for key: any CodingKey) throws -> ValueDecoder {
        guard let value = object.value(for: key.stringValue) else {
            throw DecodingError.keyNotFound(
                key,
                DecodingError.Context(codingPath: codingPath, debugDescription: "This field is required.")
            )
        }
        return ValueDecoder(value: value, parentPath: object.path, key: key, usage: usage)
    }

    func decodeNil(forKey key: Key) throws -> Bool { try decoder(for: key).value == .null }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder(for: key).bool() }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder(for: key).string() }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder(for: key).integer(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try decoder(for: key).integer(type) }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try decoder(for: key).decodeValue(type) }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(for: key).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(for: key).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder { try decoder(for: JSONKey(stringValue: "super")) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(for: key) }
}

private struct UnkeyedReader: UnkeyedDecodingContainer {
    let elements: [JSONValue]
    let codingPath: [any CodingKey]
    let usage: FieldUsage
    var currentIndex = 0

    init(elements: [JSONValue], codingPath: [any CodingKey], usage: FieldUsage) {
        self.elements = elements
        self.codingPath = codingPath
        self.usage = usage
    }

    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    private mutating func next() throws -> ValueDecoder {
        let key = JSONKey(intValue: currentIndex)
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                JSONValue.self,
                DecodingError.Context(
                    codingPath: codingPath + [key],
                    debugDescription: "The list is shorter than it must be."
                )
            )
        }
        let decoder = ValueDecoder(value: elements[currentIndex], parentPath: codingPath, key: key, usage: usage)
        currentIndex += 1
        return decoder
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, elements[currentIndex] == .null else { return false }
        currentIndex += 1
        return true
    }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decodeValue(type) }
    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try next().container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}

import CanonicalJSON

/// One described example of a JSON body, with the schema that it is for, and what can be made of both.
struct DescribedBody: Sendable {
    static let unknownField = "TEST-unknown"

    let example: [String: JSONValue]
    /// The fields that the schema has.
    let properties: Set<String>
    private let required: Set<String>
    /// Whether the operation takes bodies of several shapes, so that a field that is missing may make it another one.
    let isChoice: Bool

    /// The bodies that an operation describes.
    static func all(of operation: DescribedOperation) throws -> [DescribedBody] {
        let document = try APIDescription.ofRepository()
        guard let json = operation.jsonBody, let schema = json["schema"] else { return [] }
        let shape = try document.resolved(schema)
        let schemas = try (shape["oneOf"]?.arrayValue ?? [shape]).map { try document.resolved($0) }
        return (json["examples"]?.objectValue ?? [:]).sorted { $0.key < $1.key }.compactMap { _, example in
            guard let value = example["value"]?.objectValue else { return nil }
            return schemas.first { fits(value, $0) }
                .map { DescribedBody(example: value, schema: $0, isChoice: schemas.count > 1) }
        }
    }

    /// Whether the example has the schema's required fields, the constants that they must be, and no others.
    private static func fits(_ example: [String: JSONValue], _ schema: JSONValue) -> Bool {
        let properties = schema["properties"]?.objectValue ?? [:]
        return requiredFields(of: schema).isSubset(of: example.keys)
            && example.allSatisfy { key, value in properties[key].map { $0["const"] ?? value == value } ?? false }
    }

    private static func requiredFields(of schema: JSONValue) -> Set<String> {
        Set((schema["required"]?.arrayValue ?? []).compactMap(\.stringValue))
    }

    private init(example: [String: JSONValue], schema: JSONValue, isChoice: Bool) {
        self.example = example
        self.isChoice = isChoice
        properties = Set(schema["properties"]?.objectValue?.keys.map(\.self) ?? [])
        required = Self.requiredFields(of: schema)
    }

    /// The example, and the example with null for each field that is optional.
    var readable: [JSONValue] {
        [.object(example)]
            + properties.subtracting(required).sorted().map {
                .object(example.merging([$0: .null]) { _, null in null })
            }
    }

    /// The example with an unknown field in each of its objects, by the pointer to that field.
    var withUnknownFields: [(pointer: String, body: JSONValue)] {
        Self.variants(of: .object(example), at: "")
    }

    /// The example without each of the required fields, by the pointer to that field.
    var withoutRequiredFields: [(pointer: String, body: JSONValue)] {
        required.sorted().map { field in ("/" + field, .object(example.filter { $0.key != field })) }
    }

    private static func variants(of value: JSONValue, at pointer: String) -> [(pointer: String, body: JSONValue)] {
        switch value {
        case .object(let members):
            let own = (pointer + "/" + unknownField, JSONValue.object(members.merging([unknownField: 1]) { $1 }))
            return [own]
                + members.sorted { $0.key < $1.key }.flatMap { key, member in
                    variants(of: member, at: pointer + "/" + key).map { inner in
                        (inner.pointer, .object(members.merging([key: inner.body]) { $1 }))
                    }
                }
        case .array(let elements):
            return elements.enumerated().flatMap { index, element in
                variants(of: element, at: pointer + "/\(index)").map { inner in
                    var changed = elements
                    changed[index] = inner.body
                    return (inner.pointer, .array(changed))
                }
            }
        default: return []
        }
    }
}

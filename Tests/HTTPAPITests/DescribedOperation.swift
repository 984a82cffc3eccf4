import CanonicalJSON
import Testing

/// One operation as the description has it, with its references followed.
struct DescribedOperation: Sendable, CustomTestStringConvertible {
    struct Parameter: Hashable, Sendable {
        let name: String
        let place: String
        let isRequired: Bool
        let takesManySegments: Bool
        let schema: JSONValue
    }

    let method: String
    let path: String
    let id: String
    let permission: String?
    /// What is to be sent, as the document or else the operation says.
    let security: JSONValue
    let parameters: [Parameter]
    let requestBody: JSONValue?
    let bodyBytesMax: Int64?
    let responses: [String: JSONValue]
    /// The operation as it stands.
    let json: JSONValue

    var testDescription: String { id }

    init(_ method: String, _ path: String, _ json: JSONValue, in item: JSONValue, of document: APIDescription) throws {
        self.method = method.uppercased()
        self.path = path
        self.json = json
        id = json["operationId"]?.stringValue ?? ""
        permission = json["x-permission"]?.stringValue
        security = json["security"] ?? document.root["security"] ?? .null
        let listed = (item["parameters"]?.arrayValue ?? []) + (json["parameters"]?.arrayValue ?? [])
        parameters = try listed.map { parameter in
            let parameter = try document.resolved(parameter)
            return Parameter(
                name: parameter["name"]?.stringValue ?? "",
                place: parameter["in"]?.stringValue ?? "",
                isRequired: parameter["required"]?.boolValue ?? false,
                takesManySegments: parameter["x-many-segments"]?.boolValue ?? false,
                schema: try document.resolved(parameter["schema"] ?? .null)
            )
        }
        requestBody = try json["requestBody"].map { try document.resolved($0) }
        bodyBytesMax = requestBody?["x-body-bytes-max"]?.integerValue
        responses = try (json["responses"]?.objectValue ?? [:]).mapValues { try document.resolved($0) }
    }

    /// The names of the parameters in one place: `query`, `path` or `header`.
    func parameters(in place: String) -> Set<String> {
        Set(parameters.filter { $0.place == place }.map(\.name))
    }

    /// The numbers that a query may hold, by the name of the parameter.
    var ranges: [(name: String, range: ClosedRange<Int64>)] {
        parameters.compactMap { parameter in
            guard parameter.place == "query", let low = parameter.schema["minimum"]?.integerValue,
                let high = parameter.schema["maximum"]?.integerValue
            else { return nil }
            return (parameter.name, low...high)
        }
    }

    /// The codes that a status is documented with.
    func codes(_ status: String) -> Set<String> {
        Set(
            responses[status]?["content"]?["application/problem+json"]?["examples"]?.objectValue?.keys.map(\.self) ?? []
        )
    }

    /// The schema and the examples of the JSON that it takes.
    var jsonBody: JSONValue? { requestBody?["content"]?["application/json"] }
}

import CanonicalJSON
import Yams

/// The description of the API, read into the JSON that it stands for.
struct APIDescription: Sendable {
    static let path = "docs/api/openapi.yaml"
    /// Read once, because every test looks into it.
    private static let read = Result { try APIDescription(parsing: try Repository.text(path)) }

    let root: JSONValue

    init(parsing text: String) throws {
        root = try Yams.compose(yaml: text).map { try JSONValue(yaml: $0) } ?? .null
    }

    /// The document of the repository.
    static func ofRepository() throws -> APIDescription { try read.get() }

    /// What a reference leads to, or the value itself where it is none.
    func resolved(_ value: JSONValue) throws -> JSONValue {
        var value = value
        while let reference = value["$ref"]?.stringValue {
            guard let target = self[reference: reference] else { throw Missing(reference) }
            value = target
        }
        return value
    }

    /// The value at a reference such as `#/components/schemas/ID`.
    subscript(reference reference: String) -> JSONValue? {
        let parts = reference.split(separator: "/").map(String.init)
        guard parts.first == "#" else { return nil }
        return parts.dropFirst().reduce(root as JSONValue?) { value, key in value?[key] }
    }

    /// Every object in the document with the path to it.
    var objects: [(path: [String], members: [String: JSONValue])] { Self.objects(in: root, at: []) }

    private static func objects(
        in value: JSONValue,
        at path: [String]
    ) -> [(path: [String], members: [String: JSONValue])] {
        switch value {
        case .object(let members):
            [(path, members)]
                + members.sorted { $0.key < $1.key }.flatMap { objects(in: $0.value, at: path + [$0.key]) }
        case .array(let elements):
            elements.enumerated().flatMap { objects(in: $0.element, at: path + ["\($0.offset)"]) }
        default: []
        }
    }

    /// Every operation in the order of its path and method.
    func operations() throws -> [DescribedOperation] {
        let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]
        let paths = root["paths"]?.objectValue ?? [:]
        return try paths.sorted { $0.key < $1.key }.flatMap { path, item in
            try methods.compactMap { method in
                try item[method].map { try DescribedOperation(method, path, $0, in: item, of: self) }
            }
        }
    }

    /// A reference that leads nowhere.
    struct Missing: Error, CustomStringConvertible {
        let description: String
        init(_ reference: String) { description = "\(reference) leads nowhere" }
    }
}

import CanonicalJSON
import Yams

extension JSONValue {
    /// Why a piece of YAML has no place in the document.
    struct UnexpectedYAML: Error, CustomStringConvertible {
        let description: String
    }

    /// What a piece of YAML stands for.
    init(yaml node: Node) throws {
        switch node {
        case .mapping(let mapping):
            let members = try mapping.map { key, value in
                guard let key = key.string else { throw UnexpectedYAML(description: "A key is no string.") }
                return (key, try JSONValue(yaml: value))
            }
            self = .object(Dictionary(uniqueKeysWithValues: members))
        case .sequence(let sequence): self = .array(try sequence.map { try JSONValue(yaml: $0) })
        case .scalar(let scalar):
            switch Tag.Name(rawValue: node.tag.rawValue) {
            case .int: self = .integer(Int64(try node.int.orThrow(UnexpectedYAML(description: scalar.string))))
            case .bool: self = .bool(try node.bool.orThrow(UnexpectedYAML(description: scalar.string)))
            case .null: self = .null
            case .str: self = .string(scalar.string)
            default:
                throw UnexpectedYAML(description: "\(scalar.string) is neither text nor a whole number; quote it.")
            }
        case .alias: throw UnexpectedYAML(description: "An alias; use $ref.")
        }
    }
}

extension Optional {
    fileprivate func orThrow(_ error: some Error) throws -> Wrapped {
        guard let value = self else { throw error }
        return value
    }
}

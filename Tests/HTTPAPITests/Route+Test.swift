import Cooperation
import HTTPAPI
import HTTPServing

extension APIRoutes {
    /// The codes with which a caller is turned away at the door.
    static let authorisationCodes: Set<String> = [
        "not-on-this-node", "standing-insufficient", "kind-not-allowed", "role-not-allowed", "person-needed",
    ]
}

extension Route<Permission, Caller> {
    var permission: Permission? {
        if case .keyRequired(let permission) = access { permission } else { nil }
    }

    /// The path with ids that nothing has, so that asking changes nothing.
    var emptyPath: String {
        "/"
            + template.segments.map { segment in
                switch segment {
                case .literal(let text): text
                case .parameter: ID<Organisation>.random().description
                case .tail: "0/000"
                }
            }.joined(separator: "/")
    }

    /// The path as the description writes it.
    var describedPath: String {
        template.description.hasSuffix("/**")
            ? template.description.dropLast(2) + "{tile}" : template.description
    }
}

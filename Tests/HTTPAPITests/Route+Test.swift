import Cooperation
import HTTPAPI
import HTTPServing

extension APIRoutes {
    /// The codes with which a caller is turned away at the door.
    static let authorisationCodes: Set<String> = [
        "not-on-this-node", "not-the-operator", "standing-insufficient", "kind-not-allowed", "role-not-allowed",
        "person-needed",
    ]
}

extension Route<Permission, Caller> {
    var permission: Permission? {
        if case .keyRequired(let permission) = access { permission } else { nil }
    }

    /// A position that no journal reaches.
    private static var emptyPosition: Int64 { (1 << 53) - 1 }

    /// The path with ids and positions that nothing has, so that asking changes nothing.
    var emptyPath: String {
        "/"
            + template.segments.map { segment in
                switch segment {
                case .literal(let text): text
                case .parameter("position"): Self.emptyPosition.description
                case .parameter: ID<Organisation>.random().description
                case .tail: "0/000"
                }
            }.joined(separator: "/")
    }

    /// The path about one thing.
    func path(about subject: String) -> String {
        "/"
            + template.segments.map { segment in
                switch segment {
                case .literal(let text): text
                case .parameter("id"): subject
                case .parameter("position"), .parameter("number"): "1"
                case .parameter: subject
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

import CanonicalJSON

/// The keys that the demonstration made, for whoever goes on with them.
struct DemoKeyRing: Sendable {
    /// One key.
    struct Entry: Sendable {
        let node: String
        let organisation: String
        let name: String
        let kind: String
        let role: String
        let key: String
        /// Whom the organisation knows by which ids; absent for a key that no person bears.
        var bearer: Bearer?
    }

    /// The person who bears a key.
    struct Bearer: Sendable {
        let organisation: String
        let person: String
    }

    private(set) var nodes: [String: String] = [:]
    private(set) var entries: [Entry] = []

    mutating func add(node: String, at address: String) { nodes[node] = address }
    mutating func add(_ entry: Entry) { entries.append(entry) }

    /// The key of a member in a role on a node.
    func key(_ name: String, _ role: String, on node: String) throws -> String {
        guard let entry = entries.first(where: { $0.name == name && $0.role == role && $0.node == node }) else {
            throw CommandFailure("The demonstration has no key of \(name) as \(role) on \(node).")
        }
        return entry.key
    }

    /// The key of the last of a member's people in a role on a node: another than `key` gives where there are two.
    func colleagueKey(_ name: String, _ role: String, on node: String) throws -> String {
        guard let entry = entries.last(where: { $0.name == name && $0.role == role && $0.node == node }) else {
            throw CommandFailure("The demonstration has no key of \(name) as \(role) on \(node).")
        }
        return entry.key
    }

    /// The person who bears the key of a member in a role on a node.
    func bearer(_ name: String, _ role: String, on node: String) throws -> Bearer {
        guard let bearer = entries.first(where: { $0.name == name && $0.role == role && $0.node == node })?.bearer
        else {
            throw CommandFailure("The demonstration has no person of \(name) as \(role) on \(node).")
        }
        return bearer
    }

    /// Any key of a node, for what every key may read.
    func anyKey(on node: String) throws -> String {
        guard let entry = entries.first(where: { $0.node == node }) else {
            throw CommandFailure("The demonstration has no key on \(node).")
        }
        return entry.key
    }

    /// The file's text.
    var json: JSONValue {
        [
            "nodes": .object(nodes.mapValues { .string($0) }),
            "keys": .array(
                entries.map {
                    [
                        "node": .string($0.node), "organisation": .string($0.organisation), "name": .string($0.name),
                        "kind": .string($0.kind), "role": .string($0.role), "key": .string($0.key),
                    ]
                }
            ),
        ]
    }
}

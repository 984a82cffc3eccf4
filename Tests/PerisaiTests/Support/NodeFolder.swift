import Foundation

/// A folder of its own with a node that was set up in it; it is removed with this value.
final class NodeFolder: Sendable {
    let root: String
    /// The node's data folder.
    var data: String { root + "/" + name }
    let administratorKey: String
    private let name: String
    /// Whose root this one lies in.
    private let owner: NodeFolder?

    private init(root: String, administratorKey: String, name: String = "node", owner: NodeFolder? = nil) {
        self.root = root
        self.administratorKey = administratorKey
        self.name = name
        self.owner = owner
    }

    deinit { if owner == nil { try? FileManager.default.removeItem(atPath: root) } }

    /// The place beside it for a copy of the same node.
    func beside(_ name: String) -> NodeFolder {
        NodeFolder(root: root, administratorKey: administratorKey, name: name, owner: self)
    }

    /// A folder whose node somebody else put there, under `node`.
    static func around(_ root: String, administratorKey: String) -> NodeFolder {
        NodeFolder(root: root, administratorKey: administratorKey)
    }

    static func makeRoot() throws -> String {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("perisai-\(UUID())").path
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        return root
    }

    /// Sets a node up with `perisai init`.
    static func initialised(_ arguments: [String]) async throws -> NodeFolder {
        let root = try makeRoot()
        let outcome = try await Program.shell(
            "exec \(Program.path) init --data node --key-file admin.key "
                + arguments.map { "'\($0)'" }.joined(separator: " "),
            in: root
        )
        guard outcome.status == 0 else { throw Program.NotReady(lines: [outcome.output, outcome.errors]) }
        let key = try String(contentsOfFile: root + "/admin.key", encoding: .utf8)
        return NodeFolder(root: root, administratorKey: key.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Serves it until the body is done.
    func serving<Result: Sendable>(
        _ arguments: [String] = [],
        after prelude: String? = nil,
        ended: @Sendable (Int32) -> Void = { _ in },
        _ body: @Sendable @escaping (Program.Running, NodeClient) async throws -> Result
    ) async throws -> Result {
        let key = administratorKey
        let options = ["serve", "--data", data, "--port", "0", "--checkpoint-interval", "1"] + arguments
        return try await Program.withRunning(options, after: prelude, ended: ended) { running in
            try await body(running, NodeClient(running.address, key: key))
        }
    }

    /// Puts a file into the folder and says where.
    func write(_ name: String, _ text: String) throws -> String {
        let path = root + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}

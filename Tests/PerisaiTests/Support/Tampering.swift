import Foundation

/// Scripts that change a database as no act of the program would.
enum Tampering {
    /// The command that runs one of them on the node's database within its folder.
    static func command(_ script: String, _ arguments: String...) -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Tampering").path
        return (["python3", "\(folder)/\(script).py", "node/perisai.sqlite"] + arguments).joined(separator: " ")
    }
}

import CanonicalJSON
import Foundation
import Testing

/// What a new user does first.
@Suite struct `The first hour` {
    private static let port = 18_480

    @Test func `the demonstration tells its whole story once, and its nodes can be served again`() async throws {
        let root = try NodeFolder.makeRoot()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let told = try await Program.run("demo", "--once", "--data", "DATA", "--port", "\(Self.port)", in: root)
        #expect(told.status == 0, "\(told.output)\(told.errors)")
        for part in [
            "13 members", "quality 30", "caption", "receipt for the person", "receipt for the public", "log verify",
        ] {
            #expect(told.output.contains(part), "The story lacks '\(part)'.")
        }
        let keys = try Self.keys(root)
        #expect(keys["nodes"]?["exchange"]?.stringValue == "http://127.0.0.1:\(Self.port)")
        #expect(keys["nodes"]?.objectValue?.count == 4)
        let mode = try FileManager.default.attributesOfItem(atPath: root + "/DATA/demo-keys.json")[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let secretary = try #require(
            keys["keys"]?.arrayValue?.first { $0["node"] == "exchange" && $0["role"] == "secretary" }
        )
        try await Program.withRunning(["serve", "--data", root + "/DATA/exchange", "--port", "0"]) {
            running async throws -> Void in
            let node = NodeClient(running.address, key: secretary["key"]?.stringValue)
            #expect(try await node.list("/v1/organisations").count == 14)
        }
        let again = try await Program.run("demo", "--once", "--data", "DATA", "--port", "\(Self.port)", in: root)
        #expect(again.status == 0, "A second demonstration in the same folder: \(again.errors)")
    }

    @Test func `every command of the README's tour works as it is written`() async throws {
        let root = try NodeFolder.makeRoot()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let tour = try Self.tour()
        try #require(tour.count >= 4)
        try await Program.withRunning(
            ["demo", "--data", "DATA", "--port", "\(Self.port)"],
            until: "The four nodes stay up",
            in: root
        ) { _ in
            // One shell, as a person has one, that stops at the first command that fails; curl fails where the node refuses.
            let script = tour.joined(separator: "\n").replacingOccurrences(
                of: "curl -s",
                with: "curl -sS --fail-with-body"
            )
            let walked = try await Program.shell(script, in: root)
            #expect(walked.status == 0, "\(walked.output)\(walked.errors)")
            for word in ["live", "\"state\":\"ready\"", "\"items\":", "\"verdict\":", "\u{2014} "] {
                #expect(walked.output.contains(word), "Nothing in the tour answers \(word).")
            }
        }
    }

    private static func keys(_ root: String) throws -> JSONValue {
        try JSONValue(parsing: Array(Data(contentsOf: URL(fileURLWithPath: root + "/DATA/demo-keys.json")).dropLast()))
    }

    /// The lines of the shell block behind the marker in the README, with the ports of this test.
    private static func tour() throws -> [String] {
        let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../README.md").standardizedFileURL
        let text = try String(contentsOf: readme, encoding: .utf8)
        let behind = try #require(text.components(separatedBy: "<!-- tour -->\n```sh\n").dropFirst().first)
        let block = try #require(behind.components(separatedBy: "```").first)
        return block.split(separator: "\n").map { line in
            (0..<4).reduce(String(line)) { line, node in
                line.replacingOccurrences(of: ":\(8480 + node)", with: ":\(port + node)")
            }
        }
    }
}

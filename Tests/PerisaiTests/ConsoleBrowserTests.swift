import Foundation
import Testing

/// The console as people use it: Debian's Chromium over a served node, driven from the folder Tests/Browser.
@Suite(.serialized) struct `The console in a browser` {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("../Browser").standardizedFileURL

    /// The names of the scenarios, one for each file.
    private static let scenarios =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/scenarios")) ?? [])
        .filter { $0.hasSuffix(".py") }.map { String($0.dropLast(3)) }.sorted()

    /// What must be installed, and the Debian package that brings it.
    private static let tools = [
        ("/usr/lib/chromium/chromium-headless-shell", "chromium-headless-shell"),
        ("/usr/bin/chromedriver", "chromium-driver"),
        ("/usr/bin/python3", "python3"), ("/usr/lib/python3/dist-packages/selenium", "python3-selenium"),
    ]

    @Test func `has scenarios and what they need`() {
        #expect(Self.scenarios.count >= 10, "There are only \(Self.scenarios) in \(Self.folder.path).")
        for (path, package) in Self.tools where !FileManager.default.fileExists(atPath: path) {
            Issue.record("\(path) is not there. Install Debian's package \(package): apt-get install \(package)")
        }
    }

    /// A scenario waits for its browser about half of the time: one after the other they take nearly twice as long, and
    /// more than two at once would wait for the machine.
    private static let atOnce = 2

    @Test func `holds in every scenario`() async throws {
        let missing = Self.tools.filter { !FileManager.default.fileExists(atPath: $0.0) }.map(\.1)
        try #require(missing.isEmpty, "Install Debian's packages: apt-get install \(missing.joined(separator: " "))")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, name) in Self.scenarios.enumerated() {
                if index >= Self.atOnce { try await group.next() }
                group.addTask { try await Self.expectToHold(name) }
            }
            try await group.waitForAll()
        }
    }

    private static func expectToHold(_ name: String) async throws {
        let outcome = try await Program.shell(
            "PERISAI_PROGRAM='\(Program.path)' exec /usr/bin/python3 -B '\(folder.path)/run.py' \(name)",
            in: "/"
        )
        #expect(outcome.status == 0, "the scenario \(name): \(outcome.output)\(outcome.errors)")
    }
}

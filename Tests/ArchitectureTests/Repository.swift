import Foundation

/// The files of this repository, found from where this file lies.
enum Repository {
    static let root: URL = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The text of a file, named by its path from the root.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// The paths, in order, of every file below a folder whose name ends so; what is built or hidden is left out.
    static func files(below folder: String, endingIn suffix: String) -> [String] {
        let start = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(atPath: start.path) else { return [] }
        return walk.compactMap { $0 as? String }
            .filter { $0.hasSuffix(suffix) && !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
            .map { "\(folder)/\($0)" }.sorted()
    }

    /// Every Swift file that is ours.
    static var swiftFiles: [String] {
        ["Sources", "Tests", "Interop", "Benchmarks", "Fuzz/Targets"].flatMap { files(below: $0, endingIn: ".swift") }
    }

    /// Every C file of the rooms.
    static var cFiles: [String] {
        [".c", ".h"].flatMap { files(below: "Sources", endingIn: $0) }
    }

    /// The names of the folders in `Sources`.
    static var rooms: Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path)) ?? [])
            .filter { !$0.hasPrefix(".") }
    }

    /// Every document for people.
    static var documents: [String] {
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] + files(below: "docs", endingIn: ".md")
    }
}

import Foundation

/// The files of the repository that these tests compare with.
enum Repository {
    /// Not as a package sees it that reaches the folders by symbolic links: what is beneath such a link is not walked through.
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: path)))
    }

    static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

    /// The names of the files in a folder and below, in order.
    static func files(below folder: String) -> [String] {
        let walk = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
        return (walk?.compactMap { $0 as? String } ?? []).filter { $0.contains(".") }.sorted()
    }

    /// All Swift sources below a folder as one text.
    static func sources(below folder: String) throws -> String {
        try files(below: folder).filter { $0.hasSuffix(".swift") }.map { try text(folder + "/" + $0) }
            .joined(separator: "\n")
    }
}

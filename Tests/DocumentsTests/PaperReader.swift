import Foundation
import Testing

/// What poppler reads in a printed file: another program than the one that wrote it.
struct PaperReader {
    /// The text of each page.
    let pages: [String]

    var text: String { pages.joined(separator: "\n") }

    init(_ pdf: [UInt8]) throws {
        let text = try Self.run("pdftotext", ["-raw"], pdf)
        pages = text.split(separator: "\u{0C}", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    static func information(_ pdf: [UInt8]) throws -> String { try run("pdfinfo", [], pdf) }

    /// The boxes of all words, in points.
    static func boxes(_ pdf: [UInt8]) throws -> [(left: Double, top: Double, right: Double, bottom: Double)] {
        let pattern = #/<word xMin="([0-9.-]+)" yMin="([0-9.-]+)" xMax="([0-9.-]+)" yMax="([0-9.-]+)">/#
        return try run("pdftotext", ["-bbox"], pdf).matches(of: pattern).map {
            (Double($0.1) ?? -1, Double($0.2) ?? -1, Double($0.3) ?? 1e9, Double($0.4) ?? 1e9)
        }
    }

    /// A text as it is compared: Unicode's composed form, without white space.
    static func bare(_ text: String) -> String {
        // By scalars: a space before a mark that is drawn apart is one character with it.
        let scalars = text.precomposedStringWithCompatibilityMapping.unicodeScalars
        return String(String.UnicodeScalarView(scalars.filter { !$0.properties.isWhitespace && $0 != "\u{200B}" }))
    }

    private static func run(_ program: String, _ arguments: [String], _ pdf: [UInt8]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "file.pdf")
        let text = folder.appending(path: "file.txt")
        try Data(pdf).write(to: file)
        _ = FileManager.default.createFile(atPath: text.path, contents: nil)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/" + program)
        process.arguments = arguments + [file.path] + (program == "pdftotext" ? ["-"] : [])
        process.standardOutput = try FileHandle(forWritingTo: text)
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program) could not read the file")
        return String(decoding: try Data(contentsOf: text), as: UTF8.self)
    }
}

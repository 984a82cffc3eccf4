import Foundation
import Testing
import TransparencyLog

/// What a fuzzer begins with has to be of the forms that are read, or it never gets past their first line.
@Suite struct `The notes and paths that are made for a fuzzer` {
    private static let fuzz = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("../../Fuzz").standardizedFileURL

    /// Everything that is made for a fuzzer, and what is kept for it.
    private static func seeds(of target: String) throws -> [[UInt8]] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let made = Process()
        made.executableURL = fuzz.appendingPathComponent("make-seeds")
        made.arguments = [folder.path]
        try made.run()
        made.waitUntilExit()
        try #require(made.terminationStatus == 0)
        return try [folder, fuzz.appendingPathComponent("Seeds")].flatMap { place in
            let place = place.appendingPathComponent(target)
            return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
                .map { Array(try Data(contentsOf: place.appendingPathComponent($0))) }
        }
    }

    @Test func `hold notes, checkpoints and paths of tiles that are read`() throws {
        let seeds = try Self.seeds(of: "NoteFuzz")
        let texts = seeds.map { String(decoding: $0, as: UTF8.self) }
        #expect(seeds.count { (try? SignedNote(parsing: $0)) != nil } >= 2)
        #expect(texts.count { (try? Checkpoint(parsing: $0)) != nil } >= 2)
        #expect(texts.count { Tile(path: $0) != nil } >= 4)
    }
}

import Foundation
import Store

/// Times what lists, pages and clocks cost while many requests wait for an answer.
///
/// Usage: request-benchmark [COUNT]: so many requests of a hundred items each (1,000). Fails where a goal is missed.
@main
struct RequestBenchmark {
    static func main() async throws {
        let missed = try await measure()
        guard !missed.isEmpty else { return }
        print("goals missed: " + missed.joined(separator: "; "))
        exit(1)
    }

    /// Measures everything.
    ///
    /// - Returns: which goals were missed.
    private static func measure() async throws -> [String] {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1000
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("perisai-requests-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let world = try await RequestWorld(folder: folder)
        let run = RequestRun(world: world)
        try await run.run(count)
        await world.store.close()
        return run.missed.all
    }
}

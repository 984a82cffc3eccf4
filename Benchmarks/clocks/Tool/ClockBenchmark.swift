import Foundation

/// Times what the keeper of the clocks and a person's list cost while many clocks run.
///
/// Usage: clock-benchmark [COUNT]: so many clocks (100,000: a thousand requests of a hundred items each).
/// Fails where a goal is missed.
@main
struct ClockBenchmark {
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
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("perisai-clocks-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let run = try await ClockRun(folder: folder)
        try await run.run(count)
        return run.missed.all
    }
}

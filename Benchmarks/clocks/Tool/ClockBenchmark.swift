import Foundation

/// Times what the keeper of the clocks and a person's list cost while many clocks run.
///
/// Usage: clock-benchmark [COUNT]: so many clocks (100,000: a thousand requests of a hundred items each).
@main
struct ClockBenchmark {
    static func main() async throws {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("perisai-clocks-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await ClockRun(folder: folder).run(count)
    }
}

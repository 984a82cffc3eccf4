import Foundation
import Testing

extension Program {
    /// Builds a library that stands between a program and the machine, of a source among the fixtures.
    ///
    /// Without a compiler the test fails: what was not tried must not look as if it held.
    static func library(_ source: String, in folder: String) async throws -> String {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/\(source).c").path
        let command = "-shared -fPIC -o '\(source).so' '\(path)' -ldl"
        let built = try await shell("(clang \(command) || cc \(command)) 2>&1", in: folder)
        try #require(
            built.status == 0,
            "No C compiler could build \(source).c; install Debian's package gcc: \(built.output)"
        )
        return folder + "/\(source).so"
    }
}

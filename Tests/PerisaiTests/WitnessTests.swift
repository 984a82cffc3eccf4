import Foundation
import Testing
import TransparencyLog

/// The real program as a witness.
@Suite struct `A witness` {
    @Test(.timeLimit(.minutes(3)))
    func `whose folder another one serves from does not start, and says why`() async throws {
        let root = try NodeFolder.makeRoot()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let data = root + "/witness"
        let made = try await Program.run("witness", "init", "--data", data, "--name", "witness.example/w1")
        try #require(made.status == 0, "\(made.errors)")
        let log = try NoteSigner(
            name: #require(NoteKeyName("lentera.example/log")),
            seed: Array(repeating: 1, count: NoteSigner.seedByteCount)
        ).verifierKey.text
        let options = ["witness", "serve", "--data", data, "--log", log, "--port", "0"]
        try await Program.withRunning(options, until: "Witness is ready on") { _ in
            let second = try await Program.run(options)
            #expect(second.status == 2, "\(second.output)")
            #expect(second.errors.contains("Another Perisai runs on this data folder"), "\(second.errors)")
        }
    }
}

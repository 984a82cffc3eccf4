import ArgumentParser
import CanonicalJSON
import Cooperation

/// Mends what made the clock stand.
struct ClarifyRequest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clarify",
        abstract: "Mend what made the clock of a request stand.",
        discussion: "  perisai request clarify REQUEST --note \"The second post\" --key-file officer.key"
    )
    @Argument(help: ArgumentHelp("The request.", valueName: "request"))
    var id: ID<Request>
    @Option(help: "What was missing.")
    var note: String
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        let path = "/v1/requests/\(id)/clarification"
        let request = try await remote.node().send("POST", path, ["note": .string(note)])
        try remote.print([request], as: .requests)
    }
}

import ArgumentParser
import CanonicalJSON
import Cooperation

/// Takes a request back.
struct WithdrawRequest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Take a request back.",
        discussion: "  perisai request withdraw REQUEST --reason \"Solved\" --key-file officer.key"
    )
    @Argument(help: ArgumentHelp("The request.", valueName: "request"))
    var id: ID<Request>
    @Option(help: "Why.")
    var reason: String
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        let path = "/v1/requests/\(id)/withdrawal"
        let request = try await remote.node().send("POST", path, ["reason": .string(reason)])
        try remote.print([request], as: .requests)
    }
}

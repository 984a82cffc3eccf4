import ArgumentParser
import CanonicalJSON
import Cooperation

/// Fetches what an addressee signed.
struct FetchAnswer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Fetch the signed answer to a request.",
        discussion: """
            For 'perisai request verify'.

              perisai request answer REQUEST --out answer.json --key-file officer.key
            """
    )
    @Argument(help: ArgumentHelp("The request.", valueName: "request"))
    var id: ID<Request>
    @Option(help: ArgumentHelp("The new file.", valueName: "file"), completion: .file())
    var out: String
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        guard let answer = try await remote.node().get("/v1/requests/\(id)")["answer"] else {
            throw CommandFailure("There is no signed answer to this request.")
        }
        try DurableFile.create(out, answer.canonicalString)
        try CommandContext.current().terminal.line("Written: \(out)")
    }
}

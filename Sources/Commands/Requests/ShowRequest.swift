import ArgumentParser
import CanonicalJSON
import Cooperation

/// Shows a request.
struct ShowRequest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a request with its items and their answers.",
        discussion: "  perisai request show REQUEST --url http://127.0.0.1:8480 --key-file officer.key"
    )
    @Argument(help: ArgumentHelp("The request.", valueName: "request"))
    var id: ID<Request>
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        let request = try await remote.node().get("/v1/requests/\(id)")
        try remote.print([request], as: .requests)
        guard !remote.json else { return }
        try remote.print(request["items"]?.arrayValue ?? [], as: .requestItems)
        let terminal = try CommandContext.current().terminal
        for note in request["notes"]?.arrayValue ?? [] {
            try terminal.line("Note: \(RawPath(note.stringValue ?? "").shown)")
        }
    }
}

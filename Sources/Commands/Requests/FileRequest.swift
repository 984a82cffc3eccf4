import ArgumentParser
import CanonicalJSON

/// Files one signed request.
struct FileRequest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "file",
        abstract: "File a signed request; its signatures speak for it, and no key is needed.",
        discussion: """
              perisai request file order.signed.json --url https://exchange.example

            Exit status: 0 it was filed; 1 it was recorded and turned away; 2 it could not run.
            """
    )
    @Argument(help: "The signed file.", completion: .file())
    var file: String
    @Option(help: ArgumentHelp("The address of the node (or PERISAI_URL).", valueName: "url"))
    var url: String?
    @Flag(help: "Print JSON, one object a line.")
    var json = false

    func run() async throws {
        let context = try CommandContext.current()
        guard let url = url ?? EnvironmentValues(context.environment).text("PERISAI_URL") else {
            throw CommandFailure("No node was named.", advice: "Give --url URL.")
        }
        let statement = try StatementFile.statement(file)
        let node = RemoteAdministration(api: context.api, address: try NodeAddress(url), key: nil)
        let filed = try await node.send("POST", "/v1/requests", statement)
        for line in Listing.filings.lines(of: [filed], json: json) { try context.terminal.line(line) }
        guard filed["turnedAwayFor"] == nil else { throw ExitCode(ExitStatus.found) }
    }
}

import ArgumentParser
import CanonicalJSON

/// How a command reaches a node that people work on together: over HTTP alone, with a person's key.
struct RemoteOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The address of the node (or PERISAI_URL).", valueName: "url"))
    var url: String?
    @Option(
        help: ArgumentHelp("The file with the person's key for it (or PERISAI_KEY_FILE).", valueName: "file"),
        completion: .file()
    )
    var keyFile: String?
    @Flag(help: "Print JSON, one object a line.")
    var json = false

    /// The node.
    ///
    /// - Throws: `CommandFailure` where it was not named.
    func node() throws -> RemoteAdministration {
        let context = try CommandContext.current()
        let environment = EnvironmentValues(context.environment)
        guard let url = url ?? environment.text("PERISAI_URL") else {
            throw CommandFailure("No node was named.", advice: "Give --url URL and --key-file FILE.")
        }
        guard let keyFile = keyFile ?? environment.text("PERISAI_KEY_FILE") else {
            throw CommandFailure("The node wants a key.", advice: "Give --key-file FILE, or set PERISAI_KEY_FILE.")
        }
        return RemoteAdministration(api: context.api, address: try NodeAddress(url), key: try KeyFile.read(keyFile))
    }

    /// Prints some objects.
    func print(_ items: [JSONValue], as listing: Listing) throws {
        let terminal = try CommandContext.current().terminal
        for line in listing.lines(of: items, json: json) { try terminal.line(line) }
    }
}

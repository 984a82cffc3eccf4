import ArgumentParser
import CanonicalJSON
import Cooperation

/// Makes a link by which a platform that is no member answers a request.
struct InviteGuest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guest-link",
        abstract: "Make a link by which a platform that is no member answers.",
        discussion: """
            The link is told once; a new one replaces the one before. The answer uses it up, and so does time.

              perisai request guest-link REQUEST --days 14 --key-file officer.key
            """
    )
    @Argument(help: ArgumentHelp("The request.", valueName: "request"))
    var id: ID<Request>
    @Option(help: "How long it works.")
    var days = 30
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        let path = "/v1/requests/\(id)/guest-link"
        let link = try await remote.node().send("POST", path, ["days": .integer(Int64(days))])
        try remote.print([link], as: .invitations)
    }
}

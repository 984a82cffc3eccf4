import ArgumentParser
import CanonicalJSON
import Cooperation

/// Shows a draft of requests.
struct ShowRequestDraft: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show-draft",
        abstract: "Show a draft, and fetch what is to be signed of it.",
        discussion: """
            With --out each document becomes a file there, for 'perisai request sign'; where the officer signed, it is the \
            signed one, for the supervisor.

              perisai request show-draft DRAFT --out to-sign --key-file supervisor.key
            """
    )
    @Argument(help: ArgumentHelp("The draft.", valueName: "draft"))
    var id: ID<RequestDraft>
    @Option(
        help: ArgumentHelp("A folder for the documents that are to be signed.", valueName: "folder"),
        completion: .directory
    )
    var out: String?
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        if let out { try RequestDraftFiles.requireFolder(out) }
        let draft = try await remote.node().get("/v1/request-drafts/\(id)")
        try remote.print([draft], as: .requestDrafts)
        if let out { try RequestDraftFiles.write(draft, into: out) }
    }
}

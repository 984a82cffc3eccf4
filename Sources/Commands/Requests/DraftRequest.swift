import ArgumentParser
import CanonicalJSON
import Cooperation

/// Writes requests down, to be signed.
struct DraftRequest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract: "Write requests to one platform or several.",
        discussion: """
            The file is JSON as POST /v1/request-drafts takes it. Nothing leaves the authority before it is signed: with \
            --out each document that is to be signed becomes a file there, for 'perisai request sign'.

              perisai request draft order.json --out to-sign --url http://127.0.0.1:8480 --key-file officer.key
            """
    )
    @Argument(help: "What is asked, of whom.", completion: .file())
    var file: String
    @Option(
        help: ArgumentHelp("A folder for the documents that are to be signed.", valueName: "folder"),
        completion: .directory
    )
    var out: String?
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        if let out { try RequestDraftFiles.requireFolder(out) }
        let draft = try await remote.node().send("POST", "/v1/request-drafts", StatementFile.statement(file))
        try remote.print([draft], as: .requestDrafts)
        if let out { try RequestDraftFiles.write(draft, into: out) }
    }
}

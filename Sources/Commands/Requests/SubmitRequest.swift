import ArgumentParser
import CanonicalJSON
import Cooperation

/// Hands the signed documents of a draft in.
struct SubmitRequest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Hand in the signed documents of a draft, as its officer or its supervisor.",
        discussion: """
            Every document of the draft, in its order. The requests are filed once everybody signed who has to.

              perisai request submit DRAFT a.signed.json b.signed.json --key-file officer.key
              perisai request submit DRAFT a.both.json b.both.json --co-signed --key-file supervisor.key
            """
    )
    @Argument(help: ArgumentHelp("The draft.", valueName: "draft"))
    var draft: ID<RequestDraft>
    @Argument(help: "The signed files.", completion: .file())
    var files: [String]
    @Flag(help: "A supervisor signed too.")
    var coSigned = false
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        let statements = try files.map { file in try StatementFile.statement(file) }
        let answer = try await remote.node().send(
            "POST",
            "/v1/request-drafts/\(draft)/" + (coSigned ? "co-signatures" : "signatures"),
            ["statements": .array(statements)]
        )
        try remote.print([answer], as: .requestDrafts)
    }
}

import ArgumentParser
import CanonicalJSON
import Cooperation

/// Discards a draft of requests.
struct DiscardRequestDraft: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard",
        abstract: "Discard a draft that was not filed.",
        discussion: "  perisai request discard DRAFT --reason \"A wrong list\" --key-file officer.key"
    )
    @Argument(help: ArgumentHelp("The draft.", valueName: "draft"))
    var id: ID<RequestDraft>
    @Option(help: "Why.")
    var reason: String
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        let path = "/v1/request-drafts/\(id)/discarding"
        let draft = try await remote.node().send("POST", path, ["reason": .string(reason)])
        try remote.print([draft], as: .requestDrafts)
    }
}

import ArgumentParser
import CanonicalJSON
import Cooperation

/// Lists drafts of requests.
struct ListRequestDrafts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts",
        abstract: "List your authority's drafts.",
        discussion: "  perisai request drafts --url http://127.0.0.1:8480 --key-file officer.key"
    )
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        try remote.print(try await remote.node().list("/v1/request-drafts"), as: .requestDrafts)
    }
}

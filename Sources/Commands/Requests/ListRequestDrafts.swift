import ArgumentParser
import CanonicalJSON
import Cooperation

extension RequestDraft.State: ExpressibleByArgument {}

/// Lists drafts of requests.
struct ListRequestDrafts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts",
        abstract: "List your authority's drafts.",
        discussion: "  perisai request drafts --url http://127.0.0.1:8480 --key-file officer.key"
    )
    @Option(help: "Only this state.")
    var state: RequestDraft.State?
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        let filter = state.map { ["state=\($0.rawValue)"] } ?? []
        try remote.print(try await remote.node().list("/v1/request-drafts", filter), as: .requestDrafts)
    }
}

import ArgumentParser
import CanonicalJSON
import Cooperation

extension RequestKind: ExpressibleByArgument {}
extension Request.State: ExpressibleByArgument {}

/// Lists requests.
struct ListRequests: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the requests that one's authority filed, or that one's platform was asked.",
        discussion: "  perisai request list --waiting --url http://127.0.0.1:8480 --key-file officer.key"
    )
    @Option(help: "Only this kind.")
    var kind: RequestKind?
    @Option(help: "Only this state.")
    var state: Request.State?
    @Flag(help: "Only those that wait for an answer, the one that is due first at the top.")
    var waiting = false
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        let filter = [
            kind.map { "kind=\($0.rawValue)" }, state.map { "state=\($0.rawValue)" }, waiting ? "order=clock" : nil,
        ].compactMap(\.self)
        try remote.print(try await remote.node().list("/v1/requests", filter), as: .requests)
    }
}

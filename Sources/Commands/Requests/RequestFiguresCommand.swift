import ArgumentParser
import CanonicalJSON

/// What is counted of requests.
struct RequestFiguresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures",
        abstract: "Tell what is counted of requests: in public by month, or of authorities over 180 days.",
        discussion: """
            Without --quality it is what everybody reads of each month that is over. With it, an authority reads of itself, \
            and the others of each authority.

              perisai request figures --quality --url http://127.0.0.1:8480 --key-file person.key
            """
    )
    @Flag(help: "How good the requests of authorities were over the last 180 days.")
    var quality = false
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        let figures = try await remote.node().get(quality ? "/v1/request-quality" : "/v1/request-figures")
        let items = figures[quality ? "authorities" : "periods"]?.arrayValue ?? []
        try remote.print(
            remote.json ? items : items.map(Self.flat),
            as: quality ? .requestQuality : .requestFigures
        )
    }

    /// One row of a table: the counts beside what they are of.
    private static func flat(_ item: JSONValue) -> JSONValue {
        let counts = (item["figures"] ?? item["all"])?.objectValue ?? [:]
        return .object((item.objectValue ?? [:]).merging(counts) { own, _ in own })
    }
}

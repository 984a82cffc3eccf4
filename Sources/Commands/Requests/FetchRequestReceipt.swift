import ArgumentParser
import CanonicalJSON
import Cooperation
import Services

/// Fetches the receipt of a request.
struct FetchRequestReceipt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Fetch the receipt of a request: what was asked and what became of it, with proofs.",
        discussion: """
            For 'perisai receipt verify'. Without --view it is the one for whoever asks.

              perisai request receipt REQUEST --out receipt.json --key-file officer.key
              perisai request receipt REQUEST --view person --item 1 --out receipt.json --key-file counsel.key
            """
    )
    @Argument(help: ArgumentHelp("The request.", valueName: "request"))
    var id: ID<Request>
    @Option(help: "For whom: authority, platform, person or public.", transform: Self.view)
    var view: RequestReceiptView?
    @Option(help: ArgumentHelp("Of one item alone.", valueName: "number"))
    var item: Int?
    @Option(help: ArgumentHelp("The new file.", valueName: "file"), completion: .file())
    var out: String
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        let query = [view.map { "view=\($0.rawValue)" }, item.map { "item=\($0)" }].compactMap(\.self)
        let path = "/v1/requests/\(id)/receipt" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        try await NewFile.fill(out) { try await Array(remote.node().get(path).canonicalString.utf8) }
    }

    private static func view(_ text: String) throws -> RequestReceiptView {
        guard let view = RequestReceiptView(rawValue: text) else {
            throw ValidationError("'\(text)' is none of authority, platform, person and public.")
        }
        return view
    }
}

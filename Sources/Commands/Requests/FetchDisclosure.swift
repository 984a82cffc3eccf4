import ArgumentParser
import CanonicalJSON
import Cooperation

/// Fetches data that were handed over for a request.
struct FetchDisclosure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disclosure",
        abstract: "Fetch data that a platform handed over for a request, still sealed.",
        discussion: """
            For 'perisai open' with the key that the request named. 'perisai request show --json' lists what was handed over, \
            with the SHA-256 of each file.

              perisai request disclosure REQUEST 1 --out data.sealed --key-file officer.key
              perisai open data.sealed --key opening.key --out data.csv
            """
    )
    @Argument(help: ArgumentHelp("The request.", valueName: "request"))
    var id: ID<Request>
    @Argument(help: "Which of the files, from 1.")
    var number: Int
    @Option(help: ArgumentHelp("The new file (mode 0600).", valueName: "file"), completion: .file())
    var out: String
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        try await NewFile.fill(out) { try await remote.node().bytes("/v1/requests/\(id)/disclosures/\(number)") }
    }
}

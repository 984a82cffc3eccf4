import ArgumentParser
import Cooperation

/// Fetches what an addressee signed.
struct FetchAnswer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Fetch the signed answer to a request.",
        discussion: """
            For 'perisai request verify'. With --form it is the document: a page that holds the signed answer, or paper that \
            names it.

              perisai request answer REQUEST --out answer.json --key-file officer.key
              perisai request answer REQUEST --form pdf --language id --out answer.pdf --key-file officer.key
            """
    )
    @Argument(help: ArgumentHelp("The request.", valueName: "request"))
    var id: ID<Request>
    @Option(help: "As html, pdf or json.", transform: Self.form)
    var form = "json"
    @Option(help: "The language of the document's own words; English if left out.", transform: Self.language)
    var language: String?
    @Option(help: ArgumentHelp("The new file.", valueName: "file"), completion: .file())
    var out: String
    @OptionGroup var remote: RemoteOptions

    func run() async throws {
        let words = language.map { "&language=\($0)" } ?? ""
        try await NewFile.fill(out) {
            try await remote.node().bytes("/v1/requests/\(id)/answer?form=\(form)\(words)")
        }
    }

    private static func form(_ text: String) throws -> String {
        guard ["html", "pdf", "json"].contains(text) else {
            throw ValidationError("'\(text)' is none of html, pdf and json.")
        }
        return text
    }

    private static func language(_ text: String) throws -> String {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard (2...3).contains(text.utf8.count), text.utf8.allSatisfy(letters.contains) else {
            throw ValidationError("'\(text)' is no code of a language, as en, id or fil.")
        }
        return text
    }
}

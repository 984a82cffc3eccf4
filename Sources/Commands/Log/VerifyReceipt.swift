import ArgumentParser
import TransparencyLog

/// Verifies a receipt, offline.
struct VerifyReceipt: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a receipt, offline.",
        discussion: """
            Says whether the receipt is as it was signed and, with the key that the log's operator publishes, whether that \
            operator signed it. Without the key it says whose key is to be compared.

              perisai receipt verify receipt.json
              perisai receipt verify receipt.json --key 'exchange.example/log+1f2e3d4c+AQ...'
              perisai receipt verify receipt.json --policy policy.txt

            With a policy (C2SP tlog-policy) it must also bear the cosignatures that the policy asks for, as two of three \
            witnesses, and be signed by one of the policy's logs where it names any.

            Exit status: 0 intact or genuine; 1 refused; 2 it could not run.
            """
    )

    /// The longest file that is read at all, in bytes; a receipt is far shorter, and the verdict says so.
    private static let fileBytesMax = 64 << 20

    @Argument(help: "The receipt.", completion: .file())
    var file: String
    @Option(help: ArgumentHelp("The published key of the log.", valueName: "vkey"))
    var key: String?
    @Option(
        help: ArgumentHelp("Which logs and witnesses are trusted, and how many of them must agree.", valueName: "file"),
        completion: .file()
    )
    var policy: String?

    func run() throws {
        let context = try CommandContext.current()
        let trusted = try policy.map { path throws(CommandFailure) in try WitnessPolicyFile.read(path) }
        let published = try key.map { text throws(CommandFailure) in try Self.parse(text) }
        let bytes = try FileContents.read(named: file, bytesMax: Self.fileBytesMax)
        let verdict = ReceiptVerdict(of: bytes, against: published, policy: trusted)
        try context.terminal.line(verdict.description)
        if !verdict.isAccepted { throw ExitCode(ExitStatus.found) }
    }

    private static func parse(_ text: String) throws(CommandFailure) -> NoteVerifierKey {
        do throws(NoteError) {
            return try NoteVerifierKey(parsing: text)
        } catch {
            throw CommandFailure(
                "--key is not the key of a log.",
                advice: "Such a key is one word of the form NAME+ID+KEY; quote it."
            )
        }
    }
}

import ArgumentParser
import Cooperation
import Statements

/// Checks the signatures under a statement.
struct CheckRequest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the signatures of a request, offline.",
        discussion: """
            Every signature must be by a key that is given here and fit the request to the last bit. Where an authority has a \
            certificate, give its chain and the roots that you trust in place of its key.

              perisai request check order.both.json --public-key ed25519:29ac... --public-key ed25519:2543...
              perisai request check order.signed.json --certificate office.pem --roots roots.pem

            Exit status: 0 all signatures hold; 1 refused; 2 it could not run.
            """
    )
    @Argument(help: "The signed file.", completion: .file())
    var file: String
    @Option(help: ArgumentHelp("A key that may have signed; may be given several times.", valueName: "key"))
    var publicKey: [String] = []
    @Option(
        help: ArgumentHelp("The chain of the signer's certificate, its own first (PEM).", valueName: "file"),
        completion: .file()
    )
    var certificate: String?
    @Option(help: ArgumentHelp("The roots to trust for certificates (PEM).", valueName: "file"), completion: .file())
    var roots: String?
    @Option(help: ArgumentHelp("When the certificate must hold; now, if not given.", valueName: "time"))
    var at: Timestamp?
    @Option(help: "What it must be signed for.")
    var purpose: StatementPurpose = .request

    func validate() throws {
        guard !publicKey.isEmpty || certificate != nil else {
            throw ValidationError("Give --public-key, or --certificate and --roots.")
        }
        guard (certificate == nil) == (roots == nil) else {
            throw ValidationError("--certificate and --roots go together.")
        }
    }

    func run() async throws {
        let context = try CommandContext.current()
        let bytes = try StatementFile.bytes(file)
        var keys: [SigningPublicKey] = []
        for text in publicKey { keys.append(try StatementFile.publicKey(text)) }
        do {
            if let certificate, let roots {
                let checked = try await AuthorityCertificate(
                    verifying: try Self.text(certificate),
                    roots: try Self.text(roots),
                    at: (at ?? context.clock()).microseconds / 1_000_000
                )
                try context.terminal.line("Certificate: \(RawPath(checked.subject).shown)")
                keys.append(checked.publicKey)
            }
            let statement = try SignedStatement(parsing: bytes)
            let signers = try statement.verify(as: purpose, by: keys)
            for (signer, signature) in zip(signers, statement.signatures) {
                let verb = signature.role == .signer ? "signed as \(purpose.rawValue)" : "co-signed"
                try context.terminal.line("genuine: \(verb) by \(signer.id)")
            }
            try context.terminal.line("SHA-256 of the statement: \(statement.digestText)")
        } catch let problem as SignatureProblem {
            try context.terminal.line("refused: \(problem)")
            throw ExitCode(ExitStatus.found)
        }
    }

    private static func text(_ path: String) throws(CommandFailure) -> String {
        guard let text = try DurableFile.read(path, bytesMax: AuthorityCertificate.textBytesMax) else {
            throw CommandFailure("There is no file at \(path).")
        }
        return text
    }
}

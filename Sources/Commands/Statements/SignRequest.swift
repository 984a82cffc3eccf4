import ArgumentParser
import Statements

extension StatementPurpose: ExpressibleByArgument {}

/// Signs a statement, or joins one that is signed.
struct SignRequest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a request, or co-sign one, offline.",
        discussion: """
            The request is a JSON object; signed is its canonical form, and written is a new file of the request with its \
            signature. A supervisor co-signs that file after reading it.

              perisai request sign order.json --key officer.key --out order.signed.json
              perisai request sign order.signed.json --key supervisor.key --co-sign --out order.both.json
            """
    )
    @Argument(help: "The request; with --co-sign the signed file.", completion: .file())
    var file: String
    @Option(help: ArgumentHelp("The file with the secret key.", valueName: "file"), completion: .file())
    var key: String
    @Option(help: ArgumentHelp("The new file.", valueName: "file"), completion: .file())
    var out: String
    @Option(help: "What it is signed for.")
    var purpose: StatementPurpose = .request
    @Flag(help: "Sign what is signed already, together with its first signature.")
    var coSign = false

    func run() throws {
        let secret = try SecretKeyFile.signing(key)
        let signed: SignedStatement
        do {
            signed =
                try coSign
                ? joined(with: secret)
                : SignedStatement.sign(StatementFile.statement(file), for: purpose, with: secret)
        } catch let error as SignatureProblem {
            throw CommandFailure("\(RawPath(file).shown) can't be signed: \(error.message)")
        }
        try DurableFile.create(out, String(decoding: signed.bytes, as: UTF8.self))
        let terminal = try CommandContext.current().terminal
        try terminal.line("Signed as \(purpose.rawValue) by \(secret.publicKey.id).")
        try terminal.line("SHA-256 of the statement: \(signed.digestText)")
    }

    private func joined(with secret: SigningSecretKey) throws -> SignedStatement {
        let first = try SignedStatement(parsing: StatementFile.bytes(file))
        guard first.purpose == purpose else {
            throw SignatureProblem(.wrongPurpose, "it was signed as \(first.purpose.rawValue).")
        }
        return try first.coSign(with: secret)
    }
}

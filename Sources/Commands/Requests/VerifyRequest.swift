import ArgumentParser
import CanonicalJSON
import Cooperation
import Statements

/// Says who signed what, and whether the signatures hold, offline.
struct VerifyRequest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Say who asks or answers what in a signed file, and whether its signatures hold, offline.",
        discussion: """
            Give the keys as the register of mandates has them. An answer names the key of its platform: without \
            --public-key it is checked against that, which proves that nothing was changed; compare the key with the \
            platform's own. A page (HTML) of a request or an answer holds the signed file and can be given instead.

              perisai request verify order.both.json --public-key ed25519:29ac... --public-key ed25519:2543...
              perisai request verify answer.json
              perisai request verify answer.html

            Exit status: 0 all signatures hold; 1 refused; 2 it could not run.
            """
    )
    @Argument(help: "The signed file.", completion: .file())
    var file: String
    @Option(help: ArgumentHelp("A key that may have signed; may be given several times.", valueName: "key"))
    var publicKey: [String] = []

    func run() async throws {
        let terminal = try CommandContext.current().terminal
        do {
            let (bytes, isPage) = try StatementFile.signed(file)
            let statement = try SignedStatement(parsing: bytes)
            if isPage { try terminal.line("Signed is what stands here; the page around it is not.") }
            for line in Self.lines(about: statement) { try terminal.line(line) }
            let signers = try statement.verify(as: statement.purpose, by: try keys(for: statement))
            for (signer, signature) in zip(signers, statement.signatures) {
                try terminal.line("genuine: \(signature.role == .signer ? "signed" : "co-signed") by \(signer)")
            }
            if publicKey.isEmpty { try terminal.line("The key is the one that the answer itself names.") }
            try terminal.line("SHA-256 of the statement: \(statement.digestText)")
        } catch let problem as SignatureProblem {
            try terminal.line("refused: \(problem)")
            throw ExitCode(ExitStatus.found)
        }
    }

    private func keys(for statement: SignedStatement) throws -> [SigningPublicKey] {
        guard publicKey.isEmpty else { return try publicKey.map { try StatementFile.publicKey($0) } }
        guard statement.purpose == .answer, let text = statement.statement["key"]?.stringValue else {
            throw CommandFailure(
                "A request does not say which keys its officers have.",
                advice: "Give --public-key as the register of mandates has it."
            )
        }
        return [try SigningPublicKey(text)]
    }

    /// What the file says, in words for people; whatever stands in it is shown harmless.
    private static func lines(about file: SignedStatement) -> [String] {
        let statement = file.statement
        func line(_ title: String, _ value: JSONValue?) -> String? {
            guard let value, value != .null else { return nil }
            return "\(title): \(RawPath(value.stringValue ?? value.canonicalString).shown)"
        }
        var lines = ["Signed as: \(file.purpose.rawValue)"]
        if statement["isExercise"]?.boolValue == true { lines.append("This is an exercise.") }
        lines += [
            line("Request", statement["id"] ?? statement["request"]), line("Kind", statement["kind"]),
            line("Instrument", statement["instrument"]), line("Law", statement["legalBasis"]?["statute"]),
            line("From authority", statement["authority"]), line("Officer", statement["officer"]),
            line("Country", statement["country"]), line("Written", statement["issuedAt"]),
            line("To", statement["addresseeName"] ?? statement["addressee"]),
            line("Received", statement["receivedAt"]), line("Answered", statement["answeredAt"]),
        ].compactMap(\.self)
        for item in statement["items"]?.arrayValue ?? [] {
            let parts = [item["address"], item["ground"], item["outcome"], item["reasons"]].compactMap {
                $0?.stringValue.map { RawPath($0).shown }
            }
            lines.append("Item \(item["number"]?.integerValue ?? 0): " + parts.joined(separator: "; "))
        }
        return lines
    }
}

import ArgumentParser
import Statements

/// What can be done with the keys that sign requests and open sealed files.
struct StatementKeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make a key that signs requests, or one that opens sealed files.",
        subcommands: [Generate.self, Show.self]
    )

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case signing
        case encryption
    }

    struct Generate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new key.",
            discussion: """
                The secret goes into a new file that only its owner may read. Printed are the public key, for the register of \
                mandates, and its id.

                  perisai request key generate signing --out signing.key
                  perisai request key generate encryption --out opening.key
                """
        )
        @Argument(help: "What the key is for.")
        var kind: Kind
        @Option(help: ArgumentHelp("The new file (mode 0600) for the secret.", valueName: "file"), completion: .file())
        var out: String

        func run() async throws {
            let kind = kind
            let (publicKey, id) = try await DurableFile.fill(out) {
                switch kind {
                case .signing:
                    let key = try SigningSecretKey()
                    return (key.secretText + "\n", (key.publicKey.description, key.publicKey.id))
                case .encryption:
                    let key = try EncryptionSecretKey()
                    return (key.secretText + "\n", (key.publicKey.description, key.publicKey.id))
                }
            }
            try StatementKeyCommands.show(publicKey, id)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the public half of a key and its id.",
            discussion: "  perisai request key show signing.key"
        )
        @Argument(help: "The file with the secret.", completion: .file())
        var file: String

        func run() throws {
            let text = try SecretKeyFile.text(file)
            if let key = try? SigningSecretKey(text) {
                try StatementKeyCommands.show(key.publicKey.description, key.publicKey.id)
            } else {
                let key = try SecretKeyFile.encryption(file)
                try StatementKeyCommands.show(key.publicKey.description, key.publicKey.id)
            }
        }
    }

    private static func show(_ publicKey: String, _ id: PublicKeyID) throws {
        let terminal = try CommandContext.current().terminal
        try terminal.line("Public key: \(publicKey)")
        try terminal.line("Id: \(id)")
    }
}

import ArgumentParser
import Cooperation
import Services

extension OfficerCommands {
    struct AddKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add-key",
            abstract: "Add an officer's public key or certificate; it signs nothing before somebody vouches for it.",
            discussion: """
                A public key is what 'perisai request key show' prints; a certificate is a file in PEM.

                  perisai officer add-key 01970000-0000-7000-8000-000000000005 \
                ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a --url https://exchange.example \
                --key-file officer.key
                  perisai officer add-key 01970000-0000-7000-8000-000000000005 --certificate officer.pem \
                --url https://exchange.example --key-file officer.key
                """
        )
        @Argument(help: "The officer's id.")
        var id: ID<Officer>
        @Argument(help: "The public key: ed25519: or x25519: and 64 hexadecimal digits.")
        var key: String?
        @Option(help: ArgumentHelp("The file with a certificate.", valueName: "file"), completion: .file())
        var certificate: String?
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        private static let certificateBytesMax = 1 << 16

        func validate() throws {
            guard (key == nil) != (certificate == nil) else {
                throw ValidationError("Give a public key, or a certificate with --certificate.")
            }
        }

        func run() async throws {
            let text = try key ?? certificate.map(Self.read) ?? ""
            let entry = try OfficerKeyEntry(text: text, at: try CommandContext.current().clock())
            try await access.keepRegister(.addKey(id, entry), by: actor.person)
        }

        private static func read(_ path: String) throws(CommandFailure) -> String {
            String(decoding: try FileContents.read(named: path, bytesMax: certificateBytesMax), as: UTF8.self)
        }
    }

    struct VouchKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "vouch-key",
            abstract: "Vouch for an officer's key, after its bearer read its id over the registered number.",
            discussion: """
                  perisai officer vouch-key 01970000-0000-7000-8000-000000000005 21fe31dfa154a261626bf854046fd227 \
                --how "Read out over the registered number" --data exchange --person 01970000-0000-7000-8000-000000000002
                """
        )
        @Argument(help: "The officer's id.")
        var id: ID<Officer>
        @Argument(help: "The id of the key.")
        var key: String
        @Option(help: "How you asked.")
        var how: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.keepRegister(.vouchForKey(id, key: key, how: how), by: actor.person)
        }
    }

    struct RevokeKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke-key",
            abstract: "Revoke an officer's key; nothing that arrives later is signed by it.",
            discussion: """
                  perisai officer revoke-key 01970000-0000-7000-8000-000000000005 21fe31dfa154a261626bf854046fd227 \
                --why lost --reason "The laptop was stolen" --url https://exchange.example --key-file officer.key
                """
        )
        @Argument(help: "The officer's id.")
        var id: ID<Officer>
        @Argument(help: "The id of the key.")
        var key: String
        @Option(help: "What happened to it.")
        var why: OfficerKey.Revocation
        @Option(help: "The reason in words.")
        var reason: String
        @OptionGroup var actor: ActorOption
        @OptionGroup var access: AccessOptions

        func run() async throws {
            try await access.keepRegister(.revokeKey(id, key: key, why, reason: reason), by: actor.person)
        }
    }
}

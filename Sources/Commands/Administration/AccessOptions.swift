import ArgumentParser
import Cooperation
import Services

/// How a command reaches the node: over HTTP with a key, else in its data folder.
struct AccessOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The address of the node (or PERISAI_URL).", valueName: "url"))
    var url: String?
    @Option(
        help: ArgumentHelp("The file with the key for it (or PERISAI_KEY_FILE).", valueName: "file"),
        completion: .file()
    )
    var keyFile: String?
    @OptionGroup var data: DataOption
    @Flag(help: "Print JSON, one object a line.")
    var json = false

    /// One of the two ways.
    enum Reach {
        case remote(RemoteAdministration)
        case folder(DataFolder)
    }

    /// Does something with the node.
    ///
    /// - Throws: `CommandFailure` where it can't be reached, with what to do.
    func administer<Result: Sendable>(
        _ body: @escaping @Sendable (any Administration) async throws -> Result
    ) async throws -> Result {
        let folder: DataFolder
        switch try reach() {
        case .remote(let remote): return try await body(remote)
        case .folder(let named): folder = named
        }
        let context = try CommandContext.current()
        do {
            return try await context.nodes.withNode(in: folder) { node in
                try await body(try await LocalAdministration(node: node))
            }
        } catch let error as StoreError where error.code == .locked {
            throw CommandFailure(
                "A server runs on \(folder.path).",
                advice: "Talk to it with --url URL and --key-file FILE, or stop it."
            )
        }
    }

    /// Does something with the people or the keys of an organisation: the one that was named, else the key's own.
    ///
    /// - Throws: `CommandFailure` where the node can't be reached, with what to do.
    func administer<Result: Sendable>(
        for owner: OwnerOption,
        _ body: @escaping @Sendable (any Administration, ID<Organisation>) async throws -> Result
    ) async throws -> Result {
        let organisation = owner.organisation
        return try await administer { node in
            let own = try await node.ownOrganisation()
            return try await body(node, organisation ?? own)
        }
    }

    /// Which of the two ways was named.
    ///
    /// - Throws: `CommandFailure` where none was.
    func reach() throws -> Reach {
        let context = try CommandContext.current()
        let environment = EnvironmentValues(context.environment)
        if let remote = try remote(context.api, environment) { return .remote(remote) }
        do throws(CommandFailure) {
            return .folder(try data.folder(environment))
        } catch {
            throw CommandFailure(
                "No node was named.",
                advice: "Give --url URL and --key-file FILE; or --data FOLDER where no server runs."
            )
        }
    }

    /// The way over HTTP; `nil` where no address was given.
    ///
    /// A data folder on the command line goes before an address in the environment.
    private func remote(
        _ api: any APICalling,
        _ environment: EnvironmentValues
    ) throws(CommandFailure) -> RemoteAdministration? {
        guard let url = url ?? (data.data == nil ? environment.text("PERISAI_URL") : nil) else { return nil }
        guard let keyFile = keyFile ?? environment.text("PERISAI_KEY_FILE") else {
            throw CommandFailure("The node wants a key.", advice: "Give --key-file FILE, or set PERISAI_KEY_FILE.")
        }
        return RemoteAdministration(api: api, address: try NodeAddress(url), key: try KeyFile.read(keyFile))
    }
}

import ArgumentParser
import CanonicalJSON
import Cooperation
import Services
import TransparencyLog

/// Writes a bundle.
struct ExportBundleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what a member may see of an exchange's journal into a signed file.",
        discussion: """
            For a member whose node has no line to the exchange. The file holds exactly what the exchange gives that member's \
            key as events, each with the proof that it is in the exchange's log, and is sealed with the key of the log. It is \
            not encrypted: carry it as you would carry the key.

            With the key with which the member's node would follow, from anywhere; or by the exchange's operator in its data \
            folder, while it does not run:

              perisai bundle export first.bundle --url https://exchange.example --key-file follow.key
              perisai bundle export second.bundle --previous first.bundle --url https://exchange.example --key-file follow.key
              perisai bundle export first.bundle --data /var/lib/perisai --member 01970000-0000-7000-8000-000000000001

            What a bundle holds twice, or that came over a line already, is passed over where it is imported; what is missing \
            is found. So where in doubt, begin earlier with --after, and say with --verified what the node verified last, as \
            'perisai bundle import' told.
            """
    )

    @Argument(help: "The file, which must not be there yet.", completion: .file())
    var file: String
    @Option(
        help: ArgumentHelp("The bundle before this one: go on where it ends.", valueName: "file"),
        completion: .file()
    )
    var previous: String?
    @Option(help: "The position of the exchange's journal after which to begin, as an import names it; 0 for all.")
    var after: Int64?
    @Option(help: "The size of the checkpoint that the member's node verified last, where that is another position.")
    var verified: Int64?
    @Option(help: "How many positions of the journal at most.")
    var positions: Int64 = BundleWish.positionsMax
    @Option(help: "For which member; needed, and taken, in the data folder alone.")
    var member: ID<Organisation>?
    @OptionGroup var access: AccessOptions

    func validate() throws {
        guard previous == nil || (after == nil && verified == nil) else {
            throw ValidationError("Give --previous, or --after and --verified.")
        }
        guard (1...BundleWish.positionsMax).contains(positions) else {
            throw ValidationError("--positions is from 1 to \(BundleWish.positionsMax).")
        }
        guard (after ?? 0) >= 0, (verified ?? 0) >= 0 else { throw ValidationError("A position is not negative.") }
    }

    func run() async throws {
        let before = try previous.map(BundleCommands.header)
        let wish = BundleWish(
            after: before?.through ?? after ?? 0,
            verified: before?.checkpoint.size ?? verified,
            positions: positions
        )
        let written =
            switch try access.reach() {
            case .remote(let remote): try await Self.fetch(wish, from: remote, as: member, into: file)
            case .folder(let folder): try await Self.make(wish, in: folder, for: member, into: file)
            }
        let (header, events) = written
        if let before, before.signer != header.signer || before.member != header.member {
            throw CommandFailure(
                "The bundle was written, but the one before it is for another member or of another exchange.",
                advice: "Name the right file with --previous, and write the bundle anew."
            )
        }
        let terminal = try CommandContext.current().terminal
        if access.json {
            let json: JSONValue = [
                "exchange": .string(header.signer.text), "member": .string(header.member),
                "after": .integer(header.after), "through": .integer(header.through),
                "checkpoint": .integer(header.checkpoint.size), "events": .integer(Int64(events)),
            ]
            return try terminal.line(json.canonicalString)
        }
        try terminal.line(
            "\(events) events of positions \(header.after) to \(header.through) are in \(RawPath(file).shown)."
        )
        terminal.note("For member \(header.member), by \(header.signer.text)")
        if header.through < header.checkpoint.size {
            terminal.note("There is more: go on with --previous \(RawPath(file).shown).")
        }
    }

    private static func fetch(
        _ wish: BundleWish,
        from remote: RemoteAdministration,
        as member: ID<Organisation>?,
        into file: String
    ) async throws -> (BundleHeader, Int) {
        guard member == nil else {
            throw CommandFailure("The key says which member it is for.", advice: "Leave --member out.")
        }
        let draft = try BundleDraft(file)
        let query = "after=\(wish.after)&verified=\(wish.verified)&positions=\(wish.positions)"
        try await remote.download("/v1/bundle?" + query) { piece in try draft.write(piece) }
        return (try draft.complete(), draft.events)
    }

    private static func make(
        _ wish: BundleWish,
        in folder: DataFolder,
        for member: ID<Organisation>?,
        into file: String
    ) async throws -> (BundleHeader, Int) {
        guard let member else {
            throw CommandFailure(
                "No member was named.",
                advice: "Give --member ID; 'perisai organisation list' shows them."
            )
        }
        return try await access(to: folder) { node in
            guard try await node.log.examine() == .signing else {
                throw CommandFailure(
                    "The log does not hold what was signed last, so nothing is signed.",
                    advice: "Run 'perisai doctor --data \(folder.path)'."
                )
            }
            let caller = try await node.followingCaller(for: member)
            try await node.log.sign()
            var export = try await node.exportBundle(wish, for: caller) { try await node.followingCaller(for: member) }
            let draft = try BundleDraft(file)
            while let piece = try await export.next() { try draft.write(piece) }
            return (try draft.complete(), draft.events)
        }
    }

    private static func access<Result: Sendable>(
        to folder: DataFolder,
        _ body: @escaping @Sendable (Node) async throws -> Result
    ) async throws -> Result {
        do {
            return try await CommandContext.current().nodes.withNode(in: folder, body)
        } catch let error as StoreError where error.code == .locked {
            throw CommandFailure(
                "A server runs on \(folder.path).",
                advice: "Ask it with --url URL and the member's --key-file FILE, or stop it."
            )
        }
    }
}

import ArgumentParser
import Cooperation

/// Sets a node up.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Set a node up in an empty data folder.",
        discussion: """
            Makes the folder with the node's keys, registers the organisation that runs it, and prints one administrator \
            key, this once. With that key people and further keys are added. It also adds a first person, who keeps \
            people and keys on the console, and prints the link by which they set their login up within a week; the \
            link works once 'perisai serve' runs.

            An exchange holds members, agreements and signals, and is run by a secretariat or a civil-society body; \
            checks, cases and decisions exist on the nodes of platforms only.

              perisai init --data /var/lib/perisai --kind platform --name "Lentera"
              perisai init --data exchange --exchange --kind secretariat --name "Working group" --key-file exchange.key
            """
    )

    @OptionGroup var data: DataOption
    @Flag(help: "Set up an exchange: a node that others follow.")
    var exchange = false
    @Option(help: "What the organisation is. An exchange is a secretariat unless said otherwise.")
    var kind: OrganisationKind?
    @Option(help: "The organisation's name.")
    var name: String?
    @Option(help: ArgumentHelp("The organisation's id, where it has one on an exchange already.", valueName: "uuid"))
    var organisationID: ID<Organisation>?
    @Option(help: ArgumentHelp("The name of the first person (default: Administrator).", valueName: "name"))
    var administrator = "Administrator"
    @OptionGroup(title: "Who stands behind it") var interests: InterestOptions
    @Option(help: ArgumentHelp("The name of the node's log, as exchange.example/log.", valueName: "name"))
    var origin: String?
    @Option(
        help: ArgumentHelp("Also write the administrator key to this new file (mode 0600).", valueName: "file"),
        completion: .file()
    )
    var keyFile: String?

    func run() async throws {
        let context = try CommandContext.current()
        let folder = try data.folder(EnvironmentValues(context.environment))
        let kind = kind ?? (exchange ? .secretariat : .platform)
        let founding = NodeFounding(
            folder: folder,
            organisation: organisationID ?? context.newID(),
            kind: kind,
            name: name ?? "Unnamed \(kind.rawValue)",
            interests: try interests.interests(),
            isExchange: exchange,
            origin: origin,
            administrator: administrator
        )
        let founded = try await DurableFile.fill(keyFile) {
            let founded = try await context.nodes.found(founding)
            return (founded.administratorKey + "\n", founded)
        }
        for line in founded.introduction(in: folder) { try context.terminal.line(line) }
        try context.terminal.line("Administrator key, shown this once: \(founded.administratorKey)")
        if let path = founded.setUpPath {
            let address = "http://localhost:\(ServeConfiguration.portDefault)"
            try context.terminal.line("Set-up link of \(administrator), for a week and once: \(address)\(path)")
        }
    }
}

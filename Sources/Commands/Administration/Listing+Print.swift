import ArgumentParser
import CanonicalJSON
import Cooperation

extension Listing {
    /// Prints some objects the way the options ask for.
    func print(_ items: [JSONValue], _ access: AccessOptions) throws {
        let terminal = try CommandContext.current().terminal
        for line in lines(of: items, json: access.json) { try terminal.line(line) }
    }
}

/// Whose people or keys are meant.
struct OwnerOption: ParsableArguments {
    @Option(help: ArgumentHelp("The organisation; the one that the key belongs to unless given.", valueName: "uuid"))
    var organisation: ID<Organisation>?
}

/// Who acts where the command works in a data folder, and no key says it.
struct ActorOption: ParsableArguments {
    @Option(help: ArgumentHelp("Who does it, with --data: one of the node's own people.", valueName: "uuid"))
    var person: ID<Person>?
}

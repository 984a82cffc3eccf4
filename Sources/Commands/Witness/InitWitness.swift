import ArgumentParser
import TransparencyLog

/// Makes a witness.
struct InitWitness: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a witness with a key of its own.",
        discussion: """
            Prints the public key, which goes into the policies of those who trust it. Keep a copy of the folder's \
            witness.key somewhere safe; never let two witnesses run with one key.

              perisai witness init --data /var/lib/perisai-witness --name witness.academy.example/w1
            """
    )

    @OptionGroup var data: WitnessDataOption
    @Option(help: ArgumentHelp("The name of the witness, as witness.example/w1.", valueName: "name"))
    var name: String

    func run() throws {
        let context = try CommandContext.current()
        let folder = try data.folder(EnvironmentValues(context.environment))
        try context.terminal.line(try folder.make(name: name, randomBytes: context.randomBytes).key.text)
    }
}

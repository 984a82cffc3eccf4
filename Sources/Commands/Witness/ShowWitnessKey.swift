import ArgumentParser
import TransparencyLog

/// Prints the public key of a witness.
struct ShowWitnessKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Print the public key of a witness.",
        discussion: """
            The key goes into the policies of those who trust the witness. It may run meanwhile.

              perisai witness key --data /var/lib/perisai-witness
            """
    )

    @OptionGroup var data: WitnessDataOption

    func run() throws {
        let context = try CommandContext.current()
        let folder = try data.folder(EnvironmentValues(context.environment))
        try context.terminal.line(try folder.cosigner().key.text)
    }
}

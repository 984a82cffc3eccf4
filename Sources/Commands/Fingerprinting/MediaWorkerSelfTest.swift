import ArgumentParser

/// The door to the process that decodes files, for people.
///
/// A node starts that process itself, before anything else runs.
struct MediaWorkerSelfTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "media-worker",
        abstract: "Decode files for a node, in a process that can do nothing else.",
        discussion: """
            Nodes start this by themselves. With --self-test it confines itself, tries everything that is forbidden, and \
            says what was refused.
            """,
        shouldDisplay: false
    )

    @Flag(help: "Try everything that is forbidden and say what was refused.")
    var selfTest = false

    func validate() throws {
        guard selfTest else { throw ValidationError("Only nodes start this; for people there is --self-test.") }
    }

    func run() async throws {
        let context = try CommandContext.current()
        let test = try await context.fingerprinting.testConfinement()
        for name in test.refused { try context.terminal.line("refused: \(name)") }
        if test.landlockVersion == 0 {
            context.terminal.note("This kernel has no landlock; files are closed to the worker by seccomp alone.")
        }
        try context.terminal.line("confined: all \(test.refused.count) forbidden things were refused")
    }
}

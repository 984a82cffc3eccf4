import ArgumentParser

/// Shows the main job on five nodes of this machine.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show the main job on five nodes of this machine.",
        discussion: """
            Sets up an exchange with a witness, three platforms' nodes and a referral unit's in a fresh folder, lets one \
            platform share what it knows and a body of civil society verify it, checks edited copies on another platform's \
            node, takes one case to its decision and receipt, lets authorities ask and platforms answer, warns police of a \
            threat to a life, opens the receipts offline, verifies everything, and stays up until you press Ctrl-C.

              perisai demo
              perisai demo --once --data /tmp/demo --port 9480

            All pictures are drawn by the program and say TEST; all names are invented.
            """
    )

    @Option(help: ArgumentHelp("The folder for the five nodes; one that an earlier demo made is made anew."))
    var data = "DATA"
    @Option(help: "The first of five ports.")
    var port: UInt16 = 8480
    @Flag(help: "Exit after the story; the exit status is not 0 if any step failed.")
    var once = false
    @Option(help: ArgumentHelp("A folder with photographs that have nothing to do with it.", valueName: "folder"))
    var photos: String?

    func run() async throws {
        let context = try CommandContext.current()
        guard let tools = context.demo else { throw CommandFailure("This program was built without its demo.") }
        try DemoFolder.prepare(data)
        let story = DemoStory(
            tools: tools,
            terminal: context.terminal,
            clock: context.clock,
            randomBytes: context.randomBytes,
            folder: data,
            firstPort: Int(port),
            photos: photos
        )
        let staysUp = !once
        try await tools.untilStopped {
            try await story.run(staysUp: staysUp)
            if !staysUp { try await story.verifyLogsOffline() }
        }
    }
}

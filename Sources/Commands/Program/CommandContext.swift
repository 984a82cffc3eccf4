import Cooperation

/// What commands need of the world.
///
/// The root of the program makes one and binds it around the command that runs.
package struct CommandContext: Sendable {
    /// The context of the command that runs: the library that parses the command line makes the commands, so nothing can
    /// be handed to them.
    @TaskLocal package static var bound: CommandContext?

    /// The environment's variables.
    package let environment: [String: String]
    /// Where words go.
    package let terminal: any Terminal
    /// The time.
    package let clock: @Sendable () -> Timestamp
    /// So many random bytes, fit for secrets.
    package let randomBytes: @Sendable (Int) -> [UInt8]
    /// What makes fingerprints of files.
    package let fingerprinting: any Fingerprinting
    /// What opens and runs nodes.
    package let nodes: any NodeHosting
    /// What talks to a node's API.
    package let api: any APICalling
    /// What the demonstration needs besides.
    package let demo: (any DemoTools)?

    package init(
        environment: [String: String],
        terminal: any Terminal,
        clock: @escaping @Sendable () -> Timestamp,
        randomBytes: @escaping @Sendable (Int) -> [UInt8],
        fingerprinting: any Fingerprinting,
        nodes: any NodeHosting,
        api: any APICalling,
        demo: (any DemoTools)? = nil
    ) {
        self.environment = environment
        self.terminal = terminal
        self.clock = clock
        self.randomBytes = randomBytes
        self.fingerprinting = fingerprinting
        self.nodes = nodes
        self.api = api
        self.demo = demo
    }

    /// The context of the command that runs.
    ///
    /// - Throws: `CommandFailure` where a command is run without one, which is a mistake in the program.
    static func current() throws(CommandFailure) -> CommandContext {
        guard let bound else { throw CommandFailure("This command was started without its context.") }
        return bound
    }

    /// A new identifier that sorts by time.
    func newID<Subject>() -> ID<Subject> {
        let words = (0..<2).map { _ in randomBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return ID(Identifier(time: clock(), random: (words[0], words[1])))
    }
}

import Cooperation

/// What tests ask of every state machine alike.
protocol Replayable: Sendable {
    /// All that any command brings about in any state.
    var acts: [Act] { get }
    /// What the event makes of each state.
    func replay(_ event: JournalEvent) -> [Result<Identifier, any Error>]
}

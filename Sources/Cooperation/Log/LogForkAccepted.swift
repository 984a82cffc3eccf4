/// An operator lets the node sign its log again although the log may not hold all that was signed before, as after a backup
/// was restored.
///
/// Whoever holds a later checkpoint of the old history can prove the fork; this event says openly that there may be one. It
/// is recorded for the organisation that runs the node and changes no state. Sealed: `reason`.
public struct LogForkAccepted: EventPayload {
    /// What happened.
    public static let type = "log.forkAccepted"
    /// How many events the log held when it went on.
    public let size: Int64
    /// The size of the checkpoint that is known to have been signed last; `nil` where nobody had it any more.
    public let abandonedSize: Int64?
    /// Its root in hexadecimal.
    public let abandonedRoot: String?

    /// Decides to let a log go on.
    ///
    /// - Parameters:
    ///   - size: how many events it holds.
    ///   - abandoned: size and root of the checkpoint that was signed last, where it is known.
    ///   - node: the organisation that runs the node.
    ///   - reason: why; sealed with the act.
    /// - Returns: what happens.
    /// - Throws: `Refusal` where there is no reason.
    public static func decide(
        size: Int64,
        abandoned: (size: Int64, root: String)?,
        node: ID<Organisation>,
        reason: String
    ) throws(Refusal) -> [Act] {
        let reason = try Texts.required(reason, "reason")
        return [
            Act(
                LogForkAccepted(size: size, abandonedSize: abandoned?.size, abandonedRoot: abandoned?.root),
                on: node,
                sealed: ["reason": reason]
            )
        ]
    }
}

/// What a key of notes signs; the byte stands in ids and encoded keys.
public enum NoteKeyKind: UInt8, Sendable {
    /// Ed25519 over the note's text: what a log signs its checkpoints with.
    case ed25519 = 1
    /// Ed25519 over the time and a checkpoint's text: what a witness cosigns with.
    case cosignature = 4
}

/// What can be asked of a canary.
public enum CanaryCommand: Sendable, Hashable {
    /// Register it, under the keyed hash of what it is.
    case register(key: String)
    /// Remove it.
    case remove
}

/// A key that was good for signing at a moment, with what a risk score asks of it.
public struct SigningKey: Sendable, Hashable {
    /// The key.
    public let key: OfficerKey
    /// How long before the moment the key was added.
    public let age: Seconds
    /// How long before the moment the officer was entered.
    public let officerAge: Seconds
    /// How many signing keys the officer had before this one, revoked ones too.
    public let earlierKeys: Int
}

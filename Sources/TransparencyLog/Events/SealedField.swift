public import CanonicalJSON

/// A sealed part as it goes into a commitment: still there, or erased.
public enum SealedField: Sendable, Hashable {
    /// The part is there, under its own random salt.
    case present(JSONValue, FieldSalt)
    /// Value and salt are gone; what was kept is the field's hash.
    case erased(LogHash)
}

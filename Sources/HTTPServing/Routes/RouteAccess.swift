/// Who may ask.
package enum RouteAccess<Permission: Sendable>: Sendable {
    /// Everybody; a key is not looked at.
    case open
    /// Everybody; with a key the answer may say more. A key that is not valid is refused.
    case keyOptional
    /// Only a caller with a key to whom the permission is granted.
    case keyRequired(Permission)
    /// Only a person who is logged in to the console and to whom the permission is granted.
    case sessionRequired(Permission)
}

extension RouteAccess: Equatable where Permission: Equatable {}

import Services

/// What the root tells the console about its surroundings.
package struct ConsoleSettings: Sendable, Hashable {
    /// Whether browsers reach the node by TLS only, so that cookies travel no other way.
    package var isSecure = false
    /// Whether the node shows invented data, which every page then says.
    package var isDemo = false

    /// Where browsers reach the console, which passkeys are bound to; `nil` where it is what they ask for.
    package var origin: ConsoleOrigin?

    package init() {}
}

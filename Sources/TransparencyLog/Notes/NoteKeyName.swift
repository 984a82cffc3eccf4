/// The name of a signing key of ours: visible ASCII characters without `+`, as `exchange.example/log`.
///
/// The signed-note format allows other scripts as well. They are narrowed here so that every reader compares names in
/// the same way and nobody is shown two names that look alike.
public struct NoteKeyName: Sendable, Hashable, CustomStringConvertible {
    /// The name.
    public let text: String

    /// Checks a name.
    ///
    /// `nil` unless it has from 1 to 255 visible ASCII characters and no `+`.
    ///
    /// - Parameter text: the name.
    public init?(_ text: String) {
        guard (1...NoteLimits.nameBytesMax).contains(text.utf8.count),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "+") })
        else { return nil }
        self.text = text
    }

    /// The name.
    public var description: String { text }
}

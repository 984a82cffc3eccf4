/// How much a body of one object a line may bring.
package struct LineLimits: Hashable, Sendable {
    /// The longest line without its line feed, in bytes.
    package let lineBytesMax: Int
    /// How many lines there may be, empty ones included.
    package let linesMax: Int
    /// The largest body, in bytes.
    package static let bodyBytesMax = 2 << 30

    package init(lineBytesMax: Int = 65_536, linesMax: Int = 1_000_000) {
        self.lineBytesMax = lineBytesMax
        self.linesMax = linesMax
    }
}

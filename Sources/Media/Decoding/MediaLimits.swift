/// What one file may cost before it's refused.
package struct MediaLimits: Sendable {
    /// The limits of a node.
    package static let standard = MediaLimits()

    /// The longest file, in bytes.
    package var fileBytesMax = 50_000_000
    /// The most pixels a picture may claim to have, compared before a single one is decoded.
    package var pixelsMax = 100_000_000
    /// How long one file may take from being handed to a worker to its answer; then the worker is killed.
    package var fileTimeMax: Duration = .seconds(10)
    /// How many bytes of addresses a worker may hold at a time, 2 GiB.
    package var workerMemoryBytesMax: UInt64 = 2 << 30

    package init() {}
}

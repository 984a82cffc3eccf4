/// How much of uploads may be held in memory at once.
package struct UploadLimits: Hashable, Sendable {
    /// The largest form with one file, in bytes: the file and what stands around it.
    private static let largestFormBytes = 50_000_000 + 65_536

    /// Files of one key or person.
    package var filesPerKeyMax = 64
    /// Bytes of one key or person: three of the largest forms.
    package var bytesPerKeyMax = 3 * Self.largestFormBytes
    /// Bytes of everybody together: the shares of four.
    package var bytesMax = 12 * Self.largestFormBytes

    package init() {}
}

/// What a check brought.
package enum CheckKind: String, Sendable, CaseIterable {
    /// Fingerprints only.
    case fingerprints
    /// A file that could be read as a picture.
    case image
    /// A file that is no picture.
    case bytes
    /// A file that could not be looked at as it should: only its digests are known, or nothing.
    case undecoded
}

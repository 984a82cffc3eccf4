/// How much a signed note may ask of its reader.
public enum NoteLimits {
    /// The longest note, signatures included, in bytes.
    public static let noteBytesMax = 1_000_000
    /// The most signature lines.
    public static let signaturesMax = 100
    /// The longest name of a key of ours, in bytes.
    public static let nameBytesMax = 255
}

/// How much a bundle may ask of its reader.
public enum BundleLimits {
    /// The longest file, in bytes.
    public static let fileBytesMax: Int64 = 64 << 30
    /// The longest line, in bytes; no more than one is held in memory.
    public static let lineBytesMax = 16 << 20
    /// After how many bytes of events a batch is ended, unless it is one event that is longer.
    public static let batchBytesMax = 4 << 20
    /// The most events of one batch.
    public static let eventsPerBatchMax = 100
    /// The most batches of one file.
    public static let batchesMax = 1_000_000
    /// How deep the JSON of a line may nest.
    public static let depthMax = 32
    /// How many JSON values a line may hold.
    public static let valuesMax = 1_000_000
    /// The longest cursor, in bytes.
    public static let cursorBytesMax = 1024
    /// The longest id of a member, in bytes.
    public static let memberBytesMax = 64
    /// The most hashes of one proof.
    public static let pathMax = 128
}

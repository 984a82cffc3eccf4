/// How large a receipt may be.
public enum ReceiptLimits {
    /// The longest file, in bytes.
    public static let bytesMax = 1 << 20
    /// The most events.
    public static let eventsMax = 64
    /// How deep its JSON may nest.
    public static let depthMax = 32
    /// How many JSON values it may hold.
    public static let valuesMax = 100_000
    /// The most witnesses.
    public static let witnessesMax = 16
}

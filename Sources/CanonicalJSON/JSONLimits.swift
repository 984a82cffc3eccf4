/// How much a JSON text may ask of its reader.
public struct JSONLimits: Sendable, Hashable {
    /// The longest text that is read, in bytes.
    public var bytesMax: Int
    /// How deep arrays and objects may nest.
    public var depthMax: Int
    /// How many values, members and elements included, a text may hold.
    public var valuesMax: Int

    /// Makes limits.
    public init(bytesMax: Int = 16 << 20, depthMax: Int = 32, valuesMax: Int = 1_000_000) {
        self.bytesMax = bytesMax
        self.depthMax = depthMax
        self.valuesMax = valuesMax
    }

    /// 16 MiB, 32 levels, a million values.
    public static let standard = JSONLimits()
}

import CanonicalJSON

/// How large a signed statement may be.
public enum StatementLimits {
    /// The longest file, in bytes.
    public static let bytesMax = 8 << 20
    /// The most signatures: one of the signer and seven that join.
    public static let signaturesMax = 8

    static let json = JSONLimits(bytesMax: bytesMax, depthMax: 32, valuesMax: 200_000)
}

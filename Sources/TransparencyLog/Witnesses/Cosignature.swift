/// That a witness found a checkpoint to continue what it had seen of the log before, and when (C2SP tlog-cosignature).
public struct Cosignature: Sendable, Hashable {
    static let timeByteCount = 8
    /// The bytes of a signature line without the key's id.
    static let byteCount = timeByteCount + 64

    /// Whose word it is.
    public let key: CosignerKey
    /// When it was given, in seconds since 1970.
    public let seconds: Int64

    /// What is signed.
    static func message(of text: String, seconds: Int64) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n\(text)".utf8)
    }
}

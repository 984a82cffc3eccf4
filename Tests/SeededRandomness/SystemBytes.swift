/// Bytes that no seed gives, for keys and secrets that a test never looks into.
package enum SystemBytes {
    /// So many bytes from the kernel's generator, which is called once for eight of them.
    @Sendable
    package static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + MemoryLayout<UInt64>.size)
        while bytes.count < count { withUnsafeBytes(of: generator.next()) { bytes += $0 } }
        return Array(bytes.prefix(count))
    }
}

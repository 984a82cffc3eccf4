import Cooperation
import Glibc
import Store

/// Time and randomness of the machine.
enum SystemSources {
    /// What the store takes.
    static let store = StoreSources(clock: now, randomBytes: randomBytes)

    @Sendable
    static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// So many bytes from the kernel's generator, fit for secrets.
    @Sendable
    static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + MemoryLayout<UInt64>.size)
        // Each word is a call of the kernel; one for each byte was a noticeable part of recording an event.
        while bytes.count < count { withUnsafeBytes(of: generator.next()) { bytes += $0 } }
        return Array(bytes.prefix(count))
    }

    /// A new identifier that sorts by time.
    static func newIdentifier() -> Identifier {
        var generator = SystemRandomNumberGenerator()
        return Identifier(time: now(), random: (generator.next(), generator.next()))
    }
}

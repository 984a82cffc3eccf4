import Glibc

/// A file that has no name and is gone with the process, whatever becomes of that.
final class NamelessFile: Sendable {
    /// Why it failed, in a word that may leave the node.
    struct Failure: Error {}

    private static let ownerOnly: mode_t = 0o600

    private let descriptor: Int32

    /// Makes a file in a folder and takes its name away at once.
    init(in folder: String) throws(Failure) {
        // The only thing that can throw comes before the descriptor is kept, for what is deinitialised closes it.
        descriptor = try Self.opening(in: folder)
    }

    deinit { close(descriptor) }

    private static func opening(in folder: String) throws(Failure) -> Int32 {
        let path = folder + "/.answers-" + String(UInt64.random(in: 0...UInt64.max), radix: 16)
        let opened = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, ownerOnly)
        guard opened >= 0 else { throw Failure() }
        guard unlink(path) == 0 else {
            close(opened)
            throw Failure()
        }
        return opened
    }

    /// How many bytes its disk has left for the node; 0 where that can't be told.
    var spareBytes: Int64 {
        var facts = statvfs()
        guard fstatvfs(descriptor, &facts) == 0 else { return 0 }
        return Int64(clamping: facts.f_bavail) * Int64(clamping: facts.f_frsize)
    }

    func write(_ bytes: [UInt8], at offset: Int64) throws(Failure) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset) + done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure() }
            done += count
        }
    }

    func read(_ count: Int, at offset: Int64) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset) + done)
            }
            if read < 0, errno == EINTR { continue }
            guard read > 0 else { throw Failure() }
            done += read
        }
        return bytes
    }
}

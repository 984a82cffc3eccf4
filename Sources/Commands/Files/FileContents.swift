import Glibc

/// Reads whole files.
package enum FileContents {
    /// How much is read at a time, in bytes.
    static let pieceBytes = 1 << 16

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: its path.
    ///   - bytesMax: the longest it may be, in bytes.
    /// - Returns: all of it.
    /// - Throws: `FileProblem`, `tooLarge` for a longer one.
    package static func read(_ path: RawPath, bytesMax: Int) throws(FileProblem) -> [UInt8] {
        let (descriptor, size) = try open(path)
        defer { close(descriptor) }
        guard size <= bytesMax else { throw .tooLarge }
        var bytes: [UInt8] = []
        // One more than the size, so that the end is seen without another round.
        bytes.reserveCapacity(size + 1)
        while true {
            let piece = try read(descriptor, max(pieceBytes, size + 1 - bytes.count))
            if piece.isEmpty { return bytes }
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
            // It may have grown since.
            guard bytes.count <= bytesMax else { throw .tooLarge }
        }
    }

    /// Reads a file that somebody named.
    ///
    /// - Parameters:
    ///   - path: its path.
    ///   - bytesMax: the longest it may be, in bytes.
    /// - Returns: all of it.
    /// - Throws: `CommandFailure` that says why it can't be read.
    static func read(named path: String, bytesMax: Int) throws(CommandFailure) -> [UInt8] {
        let path = RawPath(path)
        do throws(FileProblem) {
            return try read(path, bytesMax: bytesMax)
        } catch {
            throw CommandFailure("\(path.shown) can't be read: \(error).")
        }
    }

    /// Opens a regular file; a pipe would keep its reader waiting for ever.
    static func open(_ path: RawPath) throws(FileProblem) -> (descriptor: Int32, size: Int) {
        let descriptor = path.withCString { Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { throw .system(errno) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else {
            let problem = FileProblem.system(errno)
            close(descriptor)
            throw problem
        }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: return (descriptor, facts.st_size)
        case S_IFDIR:
            close(descriptor)
            throw .isFolder
        default:
            close(descriptor)
            throw .notAFile
        }
    }

    /// The next bytes; none at the end.
    static func read(_ descriptor: Int32, _ count: Int) throws(FileProblem) -> [UInt8] {
        var error: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled == 0 {
                let some = Glibc.read(descriptor, buffer.baseAddress, count)
                if some < 0, errno == EINTR { continue }
                if some < 0 { error = errno }
                filled = max(0, some)
                return
            }
        }
        guard error == 0 else { throw .system(error) }
        return bytes
    }
}

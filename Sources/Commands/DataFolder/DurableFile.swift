import Glibc

/// Writes small files so that they are there, whole and for their owner alone, or not at all.
package enum DurableFile {
    private static let ownerOnly: mode_t = 0o600

    /// Puts a file in place of the one before in one step, and returns when it is on the disk.
    ///
    /// - Throws: `CommandFailure` that names the path.
    package static func replace(_ path: String, with text: String) throws(CommandFailure) {
        let draft = path + ".new"
        unlink(draft)
        try write(text, to: draft)
        guard rename(draft, path) == 0 else { throw failure("written", path) }
        try syncFolder(of: path)
    }

    /// Makes a new file.
    ///
    /// - Throws: `CommandFailure` that names the path, also where there is one already.
    package static func create(_ path: String, _ text: String) throws(CommandFailure) {
        try write(text, to: path)
        try syncFolder(of: path)
    }

    /// Makes sure that a new file can be written, makes a text that exists this once, and writes it there.
    ///
    /// The file comes first, so that no secret is made that nobody gets to see; where making it fails, the file goes
    /// again, so that the next try can make it.
    ///
    /// - Parameters:
    ///   - path: the new file; `nil` for none.
    ///   - make: makes the text and whatever else is made with it.
    /// - Returns: what was made.
    /// - Throws: `CommandFailure` that names the path, also where there is one already; what `make` throws.
    package static func fill<Result>(
        _ path: String?,
        _ make: () async throws -> (text: String, result: Result)
    ) async throws -> Result {
        guard let path else { return try await make().result }
        try create(path, "")
        do {
            let (text, result) = try await make()
            try replace(path, with: text)
            return result
        } catch {
            unlink(path)
            throw error
        }
    }

    /// Reads a file.
    ///
    /// - Returns: `nil` where there is none.
    /// - Throws: `CommandFailure` that names the path and never what is in it.
    package static func read(_ path: String, bytesMax: Int = 1 << 20) throws(CommandFailure) -> String? {
        do throws(FileProblem) {
            return String(decoding: try FileContents.read(RawPath(path), bytesMax: bytesMax), as: UTF8.self)
        } catch {
            if error == .system(ENOENT) { return nil }
            throw CommandFailure("\(path) can't be read: \(error).")
        }
    }

    private static func write(_ text: String, to path: String) throws(CommandFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, ownerOnly)
        guard descriptor >= 0 else { throw failure("made", path) }
        defer { close(descriptor) }
        // Whatever the umask is.
        guard fchmod(descriptor, ownerOnly) == 0 else { throw failure("protected", path) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("written", path) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw failure("written", path) }
    }

    /// A new name is on the disk only when its folder is.
    private static func syncFolder(of path: String) throws(CommandFailure) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("written", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("written", path) }
    }

    private static func failure(_ verb: String, _ path: String) -> CommandFailure {
        CommandFailure("\(path) can't be \(verb): \(String(cString: strerror(errno))).")
    }
}

import Glibc

/// A new file that appears under its name when it is complete, for its owner alone; until then it is `NAME.part`.
struct NewFile: ~Copyable {
    private static let ownerOnly: mode_t = 0o600

    private let path: RawPath
    private let draft: RawPath
    private let descriptor: Int32
    private var isComplete = false

    /// Makes sure that a new file can be written, fetches what belongs into it, and says so beside the results.
    ///
    /// The file comes first, so that nothing is asked of a node, nor recorded there, of which nobody gets to see the answer.
    ///
    /// - Parameters:
    ///   - path: the new file.
    ///   - fetch: fetches its bytes.
    /// - Throws: `CommandFailure` that names the path, also where there is a file already; what `fetch` throws.
    static func fill(_ path: String, _ fetch: () async throws -> [UInt8]) async throws {
        var file = try NewFile(path)
        try file.write(try await fetch())
        try file.complete()
        try CommandContext.current().terminal.note("Written: \(RawPath(path).shown)")
    }

    /// - Throws: `CommandFailure` that names the path, also where there is a file already.
    init(_ path: String) throws(CommandFailure) {
        var status = stat()
        guard RawPath(path).withCString({ lstat($0, &status) }) != 0 else {
            errno = EEXIST
            throw Self.failure("made", RawPath(path))
        }
        let draft = RawPath(path + ".part")
        let opened = draft.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, Self.ownerOnly) }
        // Before anything is kept: what is not made here is not removed here.
        guard opened >= 0 else { throw Self.failure("made", draft) }
        self.path = RawPath(path)
        self.draft = draft
        descriptor = opened
    }

    deinit {
        close(descriptor)
        if !isComplete { _ = draft.withCString { unlink($0) } }
    }

    /// - Throws: `CommandFailure` that names the path.
    borrowing func write(_ bytes: [UInt8]) throws(CommandFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("written", draft) }
            rest = rest.dropFirst(count)
        }
    }

    /// Gives the file its name, unless another has it.
    ///
    /// - Throws: `CommandFailure` that names the path.
    mutating func complete() throws(CommandFailure) {
        guard fsync(descriptor) == 0 else { throw Self.failure("written", draft) }
        let status = draft.withCString { from in path.withCString { link(from, $0) } }
        guard status == 0 else { throw Self.failure("made", path) }
        isComplete = true
        _ = draft.withCString { unlink($0) }
    }

    private static func failure(_ verb: String, _ path: RawPath) -> CommandFailure {
        CommandFailure("\(path.shown) can't be \(verb): \(String(cString: strerror(errno))).")
    }
}

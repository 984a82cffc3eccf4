import Glibc

/// A new file that appears under its name when it is complete, for its owner alone; until then it is `NAME.part`.
struct NewFile: ~Copyable {
    private static let ownerOnly: mode_t = 0o600

    private let path: RawPath
    private let draft: RawPath
    private let descriptor: Int32
    private var isComplete = false

    /// Writes a whole new file.
    ///
    /// - Throws: `CommandFailure` that names the path, also where there is a file already.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        var file = try NewFile(path)
        try file.write(bytes)
        try file.complete()
    }

    /// - Throws: `CommandFailure` that names the path, also where there is a file already.
    init(_ path: String) throws(CommandFailure) {
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

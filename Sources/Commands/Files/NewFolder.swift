import Glibc

/// A new folder of files that is whole when it appears, for its owner alone.
///
/// Until then everything lies in `NAME.part` beside it. Where the folder is there already and empty (its owner may not be
/// allowed to write beside it) everything lies in a folder within, and the file that makes it what it is comes last.
struct NewFolder: ~Copyable {
    private static let ownerOnly: mode_t = 0o700

    /// Where to write until it is complete.
    let draft: String
    private let path: String
    private let isThere: Bool
    private var isComplete = false

    /// - Throws: `CommandFailure` that names the path, also where the folder is not empty.
    init(_ path: String) throws(CommandFailure) {
        let isThere: Bool
        if let names = try Self.names(in: path) {
            guard names.isEmpty else {
                throw CommandFailure(
                    "\(path) is not empty.",
                    advice: names.contains(".part")
                        ? "An earlier run did not end well there: remove what it left, or name another folder."
                        : "Name a folder that is empty or not there yet."
                )
            }
            isThere = true
        } else {
            isThere = false
        }
        let draft = path + (isThere ? "/.part" : ".part")
        // Before anything is kept: what is not made here is not removed here.
        guard mkdir(draft, Self.ownerOnly) == 0 else {
            let isLeftOver = errno == EEXIST
            throw CommandFailure(
                "\(draft) can't be made: \(String(cString: strerror(errno))).",
                advice: isLeftOver ? "An earlier run did not end well: remove what it left." : nil
            )
        }
        self.path = path
        self.draft = draft
        self.isThere = isThere
    }

    deinit {
        if !isComplete {
            for name in (try? Self.names(in: draft)) ?? [] { unlink(draft + "/" + name) }
            rmdir(draft)
        }
    }

    /// Gives the folder its name once all that is in it is on the disk.
    ///
    /// - Parameter last: the file without which it is not what it is.
    /// - Throws: `CommandFailure` that names the path.
    mutating func complete(last: String) throws(CommandFailure) {
        let names = try Self.names(in: draft) ?? []
        for name in names { try Self.sync(draft + "/" + name) }
        try Self.sync(draft)
        if isThere {
            guard chmod(path, Self.ownerOnly) == 0 else { throw Self.failure("protected", path) }
            for name in names.filter({ $0 != last }) + [last] {
                guard rename(draft + "/" + name, path + "/" + name) == 0 else {
                    throw Self.failure("moved", draft + "/" + name)
                }
            }
            rmdir(draft)
            isComplete = true
            return try Self.sync(path)
        }
        guard rename(draft, path) == 0 else { throw Self.failure("moved", draft) }
        isComplete = true
        let slash = path.lastIndex(of: "/")
        try Self.sync(slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".")
    }

    /// What is in a folder; `nil` where there is none.
    private static func names(in path: String) throws(CommandFailure) -> [String]? {
        guard let stream = opendir(path) else {
            if errno == ENOENT { return nil }
            throw failure("read", path)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func sync(_ path: String) throws(CommandFailure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("read", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("written", path) }
    }

    private static func failure(_ verb: String, _ path: String) -> CommandFailure {
        CommandFailure("\(path) can't be \(verb): \(String(cString: strerror(errno))).")
    }
}

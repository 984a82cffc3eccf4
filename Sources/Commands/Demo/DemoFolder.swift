import Glibc

/// The folder of a demonstration.
enum DemoFolder {
    /// The file that tells the nodes' addresses and the keys.
    static let keysFile = "demo-keys.json"
    /// The file by which a folder is known as one that a demonstration made; it is the first to come and the last to go.
    private static let mark = ".perisai-demo"

    /// Makes the folder, or empties one that an earlier demonstration made.
    ///
    /// - Throws: `CommandFailure` where the folder holds anything else, or a node still runs in it.
    static func prepare(_ path: String) throws(CommandFailure) {
        if mkdir(path, 0o700) != 0 {
            let names = try entries(of: path)
            guard names.isEmpty || names.contains(mark) else {
                throw CommandFailure(
                    "\(path) is not empty, and no earlier demo made it.",
                    advice: "Name another folder with --data, or remove that one."
                )
            }
            for name in names where isLocked("\(path)/\(name)/lock") {
                throw CommandFailure(
                    "The node in \(path)/\(name) still runs.",
                    advice: "Stop the earlier demo with Ctrl-C, or name another folder with --data."
                )
            }
            for name in names where name != mark { remove(path + "/" + name) }
            unlink("\(path)/\(mark)")
        }
        try DurableFile.create("\(path)/\(mark)", "")
    }

    /// Whether a process holds the lock of a node's folder.
    private static func isLocked(_ path: String) -> Bool {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    private static func entries(of path: String) throws(CommandFailure) -> [String] {
        guard let folder = opendir(path) else {
            throw CommandFailure("\(path) can't be made or opened: \(String(cString: strerror(errno))).")
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func remove(_ path: String) {
        // Links are removed, never followed.
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, let names = try? entries(of: path) {
            for name in names { remove(path + "/" + name) }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}

import Glibc

/// The folder of a demonstration.
enum DemoFolder {
    /// The file by which a folder is known as one that a demonstration made.
    static let keysFile = "demo-keys.json"

    /// Makes the folder, or empties one that an earlier demonstration made.
    ///
    /// - Throws: `CommandFailure` where the folder holds anything else.
    static func prepare(_ path: String) throws(CommandFailure) {
        if mkdir(path, 0o700) == 0 { return }
        let names = try entries(of: path)
        guard !names.isEmpty else { return }
        guard names.contains(keysFile) else {
            throw CommandFailure(
                "\(path) is not empty, and no earlier demo made it.",
                advice: "Name another folder with --data, or remove that one."
            )
        }
        for name in names { remove(path + "/" + name) }
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

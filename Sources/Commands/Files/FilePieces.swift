import Glibc

/// Reads a file in pieces of a wanted size.
struct FilePieces: ~Copyable {
    /// How long it was when it was opened, in bytes.
    let size: Int
    private let descriptor: Int32

    /// - Throws: `FileProblem`.
    init(_ path: RawPath) throws(FileProblem) {
        (descriptor, size) = try FileContents.open(path)
    }

    deinit { close(descriptor) }

    /// The next bytes: fewer only at the end.
    ///
    /// - Throws: `FileProblem`.
    borrowing func next(_ count: Int) throws(FileProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let some = try FileContents.read(descriptor, count - bytes.count)
            if some.isEmpty { break }
            bytes += some
        }
        return bytes
    }
}

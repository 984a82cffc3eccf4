import Glibc
import Services

/// The file of a bundle, open for reading.
final class BundleFile: BundleBytes {
    private let descriptor: Int32
    private let shown: String

    private init(descriptor: Int32, shown: String) {
        self.descriptor = descriptor
        self.shown = shown
    }

    deinit { close(descriptor) }

    /// Opens a file.
    ///
    /// - Throws: `CommandFailure` that names it.
    static func open(_ path: String) throws(CommandFailure) -> BundleFile {
        let path = RawPath(path)
        do throws(FileProblem) {
            return BundleFile(descriptor: try FileContents.open(path).descriptor, shown: path.shown)
        } catch {
            throw CommandFailure("The bundle \(path.shown) can't be read: \(error).")
        }
    }

    func read(at offset: Int64) throws -> [UInt8] {
        var problem: Int32 = 0
        let descriptor = self.descriptor
        let bytes = [UInt8](unsafeUninitializedCapacity: FileContents.pieceBytes) { buffer, filled in
            var count = pread(descriptor, buffer.baseAddress, FileContents.pieceBytes, Int(offset))
            while count < 0, errno == EINTR {
                count = pread(descriptor, buffer.baseAddress, FileContents.pieceBytes, Int(offset))
            }
            if count < 0 { problem = errno }
            filled = max(0, count)
        }
        guard problem == 0 else {
            throw CommandFailure("The bundle \(shown) can't be read: \(FileProblem.system(problem)).")
        }
        return bytes
    }
}

import Glibc

/// All files under some paths, folder by folder.
///
/// Links to files count as files; links to folders are only followed where they were named themselves, so a loop of links
/// ends nowhere. Devices, pipes and sockets are passed over. Holds one open folder for each level, whatever the size.
package struct FileWalk: Sequence, IteratorProtocol {
    /// What is found at a path.
    package enum Finding: Hashable, Sendable {
        case file(RawPath)
        case problem(RawPath, FileProblem)
    }

    private final class Folder {
        let path: RawPath
        private let stream: OpaquePointer

        init(_ path: RawPath) throws(FileProblem) {
            guard let stream = path.withCString({ opendir($0) }) else { throw .system(errno) }
            self.path = path
            self.stream = stream
        }

        deinit { closedir(stream) }

        /// The next entry; `nil` at the end.
        func next() throws(FileProblem) -> (name: [UInt8], type: Int32)? {
            while true {
                errno = 0
                guard let entry = readdir(stream) else {
                    if errno != 0 { throw .system(errno) }
                    return nil
                }
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
                if name == [UInt8(ascii: ".")] || name == Array("..".utf8) { continue }
                return (name, Int32(entry.pointee.d_type))
            }
        }
    }

    private enum Kind {
        case file
        case folder
        case other
    }

    private var roots: ArraySlice<RawPath>
    private var folders: [Folder] = []

    package init(_ roots: [RawPath]) {
        self.roots = roots[...]
    }

    /// Tells whether there is nothing at all at a path.
    static func isMissing(_ path: RawPath) -> Bool {
        do throws(FileProblem) {
            _ = try kind(of: path, followingLinks: true)
            return false
        } catch {
            return error == .system(ENOENT)
        }
    }

    package mutating func next() -> Finding? {
        while let folder = folders.last {
            do throws(FileProblem) {
                guard let entry = try folder.next() else {
                    folders.removeLast()
                    continue
                }
                if let finding = visit(folder.path.appending(entry.name), type: entry.type) { return finding }
            } catch {
                folders.removeLast()
                return .problem(folder.path, error)
            }
        }
        guard let root = roots.popFirst() else { return nil }
        return start(root)
    }

    private mutating func start(_ root: RawPath) -> Finding? {
        do throws(FileProblem) {
            switch try Self.kind(of: root, followingLinks: true) {
            case .file: return .file(root)
            case .other: return .problem(root, .notAFile)
            case .folder: folders.append(try Folder(root))
            }
        } catch {
            return .problem(root, error)
        }
        return next()
    }

    private mutating func visit(_ path: RawPath, type: Int32) -> Finding? {
        do throws(FileProblem) {
            switch type {
            case Int32(DT_REG): return .file(path)
            case Int32(DT_DIR): folders.append(try Folder(path))
            case Int32(DT_LNK):
                if try Self.kind(of: path, followingLinks: true) == .file { return .file(path) }
            case Int32(DT_UNKNOWN):
                // Some file systems leave the question to others.
                switch try Self.kind(of: path, followingLinks: false) {
                case .file: return .file(path)
                case .folder: folders.append(try Folder(path))
                case .other:
                    if try Self.kind(of: path, followingLinks: true) == .file { return .file(path) }
                }
            default: break
            }
            return nil
        } catch {
            return .problem(path, error)
        }
    }

    private static func kind(of path: RawPath, followingLinks: Bool) throws(FileProblem) -> Kind {
        var facts = stat()
        let status = path.withCString { followingLinks ? stat($0, &facts) : lstat($0, &facts) }
        guard status == 0 else { throw .system(errno) }
        return switch facts.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }
}

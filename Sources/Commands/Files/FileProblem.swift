import Glibc

/// Why one file could not be read or fingerprinted, in a stable word.
package struct FileProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The word, as `permission-denied`, or one of those for media, as `unreadable-media`.
    package let code: String

    package init(code: String) {
        self.code = code
    }

    /// The file is longer than may be.
    package static let tooLarge = FileProblem(code: "media-too-large")
    /// It is a folder.
    package static let isFolder = FileProblem(code: "is-a-folder")
    /// It is a device, a pipe or the like.
    package static let notAFile = FileProblem(code: "not-a-file")

    static func system(_ error: Int32) -> FileProblem {
        switch error {
        case ENOENT, ENOTDIR: FileProblem(code: "not-found")
        case EACCES, EPERM: FileProblem(code: "permission-denied")
        case ELOOP: FileProblem(code: "link-loop")
        case EMFILE, ENFILE: FileProblem(code: "too-many-open-files")
        case ENAMETOOLONG: FileProblem(code: "path-too-long")
        default: FileProblem(code: "unreadable-file")
        }
    }

    package var description: String { code }
}

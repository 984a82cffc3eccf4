import Glibc
import Synchronization

/// The terminal, or the files, that the process was started with.
package final class StandardTerminal: Terminal {
    /// Moves to the beginning of the line and empties it.
    private static let emptyLine = "\r\u{1B}[K"

    package let isOutputWatched = isatty(STDOUT_FILENO) == 1
    package let isErrorWatched = isatty(STDERR_FILENO) == 1
    private let progress = Mutex<String?>(nil)

    package init() {}

    package func line(_ text: String) throws(OutputClosed) {
        // The lock also keeps two lines from mixing.
        let isWritten = progress.withLock { progress in
            guard let progress, isOutputWatched else { return Self.write(text + "\n", to: STDOUT_FILENO) }
            _ = Self.write(Self.emptyLine, to: STDERR_FILENO)
            defer { _ = Self.write(progress, to: STDERR_FILENO) }
            return Self.write(text + "\n", to: STDOUT_FILENO)
        }
        guard isWritten else { throw OutputClosed() }
    }

    package func note(_ text: String) {
        progress.withLock { progress in
            _ = Self.write((progress == nil ? "" : Self.emptyLine) + text + "\n" + (progress ?? ""), to: STDERR_FILENO)
        }
    }

    package func showProgress(_ text: String?) {
        guard isErrorWatched else { return }
        progress.withLock { progress in
            guard progress != nil || text != nil else { return }
            progress = text
            _ = Self.write(Self.emptyLine + (text ?? ""), to: STDERR_FILENO)
        }
    }

    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                written += count
            }
            return true
        }
    }
}

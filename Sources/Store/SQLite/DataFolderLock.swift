import Glibc
import Services

/// The exclusive lock on a data folder, held until this is released.
///
/// The kernel lets go of it when the process ends, however it ends.
package final class DataFolderLock: Sendable {
    private let descriptor: Int32

    /// Makes the folder where there is none, readable by its owner alone, and locks it.
    ///
    /// - Throws: `StoreError` with `locked` where another process has it.
    package init(folder: String) throws(StoreError) {
        // The only thing that can throw comes before the descriptor is kept, for what is deinitialised closes it.
        descriptor = try Self.locking(folder)
    }

    deinit { close(descriptor) }

    /// Gives the folder free, for whoever opens it next; what still writes to it must have ended.
    package func release() { flock(descriptor, LOCK_UN) }

    private static func locking(_ folder: String) throws(StoreError) -> Int32 {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw StoreError(.cannotWrite, "The data folder can't be made (\(reason)).")
        }
        // A worker process that inherited the descriptor would hold the lock beyond our end.
        let opened = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw StoreError(.cannotWrite, "The data folder can't be written (\(reason)).")
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let cause =
                errno == EWOULDBLOCK
                ? StoreError(.locked, "Another Perisai runs on this data folder. Talk to it with --url, or stop it.")
                : StoreError(.cannotWrite, "The data folder can't be locked (\(reason)).")
            close(opened)
            throw cause
        }
        return opened
    }

    private static var reason: String { String(cString: strerror(errno)) }
}

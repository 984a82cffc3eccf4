import GRDB
import Services

extension StoreError {
    /// Says in our words what SQLite reported; its own message may hold values, its code never does.
    init(sqlite error: any Error) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.databaseFailed, "The database driver failed (\(type(of: error))).")
            return
        }
        let code = "SQLite code \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(.cannotWrite, "The disk or the database's allowance is full (\(code)). Make room, then go on.")
        case .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
            self.init(
                .cannotWrite,
                "The database file can't be read or written (\(code)). Check the disk and permissions."
            )
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.busy, "Another program holds the database (\(code)). Try again, and find out which one it is.")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(.damaged, "The database file is damaged (\(code)). Restore it from a backup.")
        default:
            self.init(.databaseFailed, "The database refused a statement (\(code)).")
        }
    }

    /// Whether what the disk holds is not known any more: after a failed sync the kernel may report the next one as good
    /// although the pages never arrived.
    static func leavesDiskUnknown(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return error.extendedResultCode == .SQLITE_IOERR_FSYNC || error.extendedResultCode == .SQLITE_IOERR_DIR_FSYNC
    }
}

import Dispatch
import Foundation
import GRDB

extension SQLiteStore {
    /// Opens every connection that reading may need, so that reading goes on where the process may open no more files.
    ///
    /// Those that can't be opened now are opened when they are needed.
    package func openReaders() async {
        await withCheckedContinuation { opened in
            // All have to be held at once for the last to be made, and waiting for that would hold up Swift's own threads.
            Thread { [pool] in
                let count = pool.configuration.maximumReaderCount
                let (held, free) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
                for _ in 0..<count {
                    Thread {
                        let isOpen: Void? = try? pool.read { database in
                            // Its files are opened by the first look into them.
                            _ = try GRDBConnection(database).query("SELECT COUNT(*) FROM sqlite_schema")
                            held.signal()
                            free.wait()
                        }
                        if isOpen == nil { held.signal() }
                    }.start()
                }
                for _ in 0..<count { held.wait() }
                for _ in 0..<count { free.signal() }
                opened.resume()
            }.start()
        }
    }
}

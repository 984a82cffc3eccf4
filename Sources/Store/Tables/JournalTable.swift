import Services

/// The journal's size: one row, from which every position comes, in the transaction that uses it.
struct JournalTable {
    let connection: any SQLConnection

    func size() throws(StoreError) -> Int64 {
        try one(connection.query("SELECT size FROM journal"))
    }

    /// Takes the next position.
    ///
    /// It is given back by a rollback, which is why there are no gaps.
    func takePosition() throws(StoreError) -> Int64 {
        try one(connection.query("UPDATE journal SET size = size + 1 RETURNING size")) - 1
    }

    private func one(_ rows: [SQLRow]) throws(StoreError) -> Int64 {
        guard rows.count == 1 else {
            throw StoreError(.damaged, "The journal's size is not there exactly once. Restore from a backup.")
        }
        return try rows[0].integer(0)
    }
}

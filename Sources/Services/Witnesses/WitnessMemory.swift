/// Where a witness keeps what it cosigned last of each log, for good.
package protocol WitnessMemory: Sendable {
    /// The note that was cosigned last, without the witness's own lines; `nil` where none was.
    func note(of origin: String) throws -> String?

    /// Puts a note in place of the one before; returns when it would survive a loss of power.
    func save(_ note: String, of origin: String) throws

    /// Runs work that reads and saves here where it may wait for the disk and keeps nobody else from running.
    func apart<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result
}

/// Where a witness keeps what it cosigned last of each log, for good.
package protocol WitnessMemory: Sendable {
    /// The note that was cosigned last, without the witness's own lines; `nil` where none was.
    func note(of origin: String) throws -> String?

    /// Puts a note in place of the one before; returns when it would survive a loss of power.
    func save(_ note: String, of origin: String) throws
}

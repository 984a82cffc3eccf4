/// What a scan has come to.
struct ScanTally: Hashable, Sendable {
    var files = 0
    var matched = 0
    var problems = 0

    mutating func count(_ row: ScanRow) {
        files += 1
        if !row.matches.isEmpty { matched += 1 }
        if row.file.problem != nil { problems += 1 }
    }

    /// What the shell is told.
    ///
    /// - Parameter strict: whether a file that could not be read or decoded counts as a failure.
    /// - Returns: one of `ExitStatus`.
    func status(strict: Bool) -> Int32 {
        if strict, problems > 0 { return ExitStatus.couldNotRun }
        return matched > 0 ? ExitStatus.found : ExitStatus.fine
    }

    /// The last words, for people.
    var summary: String {
        let read = files == 1 ? "1 file" : "\(files) files"
        return "\(read): \(matched) matched, \(problems) could not be read or decoded"
    }
}

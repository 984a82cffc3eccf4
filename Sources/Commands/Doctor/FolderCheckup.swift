import Glibc

/// Looks at who may read and write a data folder.
struct FolderCheckup {
    private static let othersMask: mode_t = 0o077

    let folder: DataFolder

    func findings() -> [DoctorFinding] {
        guard let facts = Self.facts(folder.path), facts.st_mode & S_IFMT == S_IFDIR else {
            return [
                .fail(
                    "folder",
                    "\(folder.path) is no folder",
                    advice: "Set a node up with 'perisai init', or restore a backup; and run this as the node's user."
                )
            ]
        }
        var findings = problems(folder.path, facts, mode: "700")
        let needed = [folder.path + "/perisai.sqlite", folder.secretPath, folder.logKeyPath]
        for path in needed {
            guard let facts = Self.facts(path) else {
                findings.append(
                    .fail("folder", "\(path) is missing", advice: "Restore it from a backup; it can't be made anew.")
                )
                continue
            }
            findings += problems(path, facts, mode: "600")
        }
        if let facts = Self.facts(folder.checkpointPath) {
            findings += problems(folder.checkpointPath, facts, mode: "600")
        }
        if Self.facts(folder.administratorKeyPath) != nil {
            findings.append(
                .warn(
                    "folder",
                    "\(folder.administratorKeyPath) still holds the first administrator key",
                    advice: "Put the key where keys are kept, then delete the file."
                )
            )
        }
        if findings.isEmpty { findings.append(.ok("folder", "\(folder.path) and its keys are for their owner alone")) }
        return findings
    }

    private func problems(_ path: String, _ facts: stat, mode: String) -> [DoctorFinding] {
        var problems: [DoctorFinding] = []
        if facts.st_mode & Self.othersMask != 0 {
            problems.append(.fail("folder", "others may use \(path)", advice: "chmod \(mode) \(path)"))
        }
        if facts.st_uid != geteuid() {
            problems.append(
                .warn(
                    "folder",
                    "\(path) belongs to user \(facts.st_uid), and this runs as \(geteuid())",
                    advice: "Run this as the user who runs the node; the file must belong to that user."
                )
            )
        }
        return problems
    }

    private static func facts(_ path: String) -> stat? {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts : nil
    }
}

import Glibc

/// Looks at the disk of a data folder and measures how long it takes to keep a write.
package struct DiskCheckup {
    private static let flushes = 32
    private static let pageBytes = 4096
    /// From which median on people wait for the disk, in microseconds.
    private static let slowMicroseconds: Int64 = 50_000
    private static let roomWarned: UInt64 = 2 << 30
    private static let roomNeeded: UInt64 = 200 << 20
    /// File systems that forget with the power, or that other machines keep.
    private static let unfit = [
        "tmpfs": "is in memory and gone with the power", "ramfs": "is in memory and gone with the power",
        "nfs": "is another machine's, where locks and flushes can't be relied on",
        "nfs4": "is another machine's, where locks and flushes can't be relied on",
        "cifs": "is another machine's, where locks and flushes can't be relied on",
    ]

    let path: String

    func findings() -> [DoctorFinding] {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return [] }
        var findings: [DoctorFinding] = []
        if let mount = Self.mount(of: path), let problem = Self.unfit[mount.type] {
            findings.append(
                .warn(
                    "disk",
                    "\(mount.point) (\(mount.type)) \(problem)",
                    advice: "Keep the data folder on a disk of this machine."
                )
            )
        }
        findings.append(Self.room(bytes: UInt64(facts.f_bavail) * UInt64(facts.f_frsize)))
        findings.append(flushing())
        return findings
    }

    private func flushing() -> DoctorFinding {
        let file = path + "/.doctor-\(getpid())"
        let descriptor = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return unwritable }
        unlink(file)
        defer { close(descriptor) }
        let page = [UInt8](repeating: 1, count: Self.pageBytes)
        var taken: [Int64] = []
        for number in 0..<Self.flushes {
            let began = ContinuousClock.now
            guard pwrite(descriptor, page, page.count, off_t(number * page.count)) == page.count,
                fdatasync(descriptor) == 0
            else { return unwritable }
            let (seconds, attoseconds) = (ContinuousClock.now - began).components
            taken.append(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
        }
        return Self.flush(microseconds: taken)
    }

    /// What is to be said of the room that is left.
    ///
    /// - Parameter bytes: how much may still be written.
    /// - Returns: a warning where it is little, and a failure where it is next to none.
    package static func room(bytes: UInt64) -> DoctorFinding {
        let megabytes = "\(bytes >> 20) MB are free"
        guard bytes < roomWarned else { return .ok("disk", megabytes) }
        let advice = "Make room: where the disk is full, nothing more is recorded."
        return bytes < roomNeeded
            ? .fail("disk", megabytes, advice: advice) : .warn("disk", megabytes, advice: advice)
    }

    /// What is to be said of how long it took to keep each of some writes.
    ///
    /// - Parameter microseconds: of each write; at least one.
    /// - Returns: a warning where half of them took long.
    package static func flush(microseconds: [Int64]) -> DoctorFinding {
        let taken = microseconds.sorted()
        let (median, worst) = (taken[taken.count / 2], taken[taken.count - 1])
        let detail = "a write is kept after \(milliseconds(median)) ms (at worst \(milliseconds(worst)) ms)"
        guard median > slowMicroseconds else { return .ok("flush", detail) }
        return .warn("flush", detail, advice: "Use a faster disk: every act waits that long before it is acknowledged.")
    }

    private var unwritable: DoctorFinding {
        .fail(
            "flush",
            "\(path) can't be written: \(String(cString: strerror(errno)))",
            advice: "Mount the disk writable, make room, and run this as the node's user."
        )
    }

    private static func milliseconds(_ microseconds: Int64) -> String {
        "\(microseconds / 1000).\(microseconds % 1000 / 100)"
    }

    /// The file system on which a path lies.
    private static func mount(of path: String) -> (point: String, type: String)? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        let place = String(cString: real) + "/"
        var found: (point: String, type: String)?
        try? FileLines.forEach(of: RawPath("/proc/self/mountinfo")) { line in
            let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
            guard words.count > 4, let dash = words.firstIndex(of: "-"), dash + 1 < words.count else { return }
            let point = words[4]
            let isAbove = place.hasPrefix(point == "/" ? "/" : point + "/")
            // Of two at one place the later lies on top.
            if isAbove, point.utf8.count >= found?.point.utf8.count ?? 0 { found = (point, words[dash + 1]) }
        }
        return found
    }
}

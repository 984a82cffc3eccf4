import Glibc

/// Looks at how many files and connections a process may have open.
enum OpenFilesCheckup {
    /// With fewer a node takes fewer connections than it could.
    private static let wanted: rlim_t = 4288

    static func finding() -> DoctorFinding {
        var limits = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0, limits.rlim_max < wanted else {
            return .ok("files", "a process may have as many files open as a node wants")
        }
        return .warn(
            "files",
            "a process may have \(limits.rlim_max) files open, so a node takes fewer connections",
            advice: "Raise the limit to \(wanted): LimitNOFILE= in systemd, 'ulimit -n' in a shell."
        )
    }
}

import Glibc

/// How many files and connections the process may have open.
enum OpenFiles {
    /// What database, workers, outgoing connections and files of slow readers need beside connections.
    private static let reserve = 192
    /// More are never needed, and programs that are started may go through all that could be open.
    private static let filesMax: rlim_t = 65_536
    /// Fewer are no service.
    private static let connectionsMin = 16

    /// Takes as many as the system lets an unprivileged process take.
    ///
    /// - Returns: how many it may have open now.
    static func raise() -> Int {
        var limits = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limits) == 0 else { return .max }
        let before = limits.rlim_cur
        let possible = min(limits.rlim_max, filesMax)
        if before < possible {
            limits.rlim_cur = possible
            if setrlimit(resource, &limits) != 0 { limits.rlim_cur = before }
        }
        return Int(clamping: limits.rlim_cur)
    }

    /// How many connections fit beside everything else.
    ///
    /// - Parameter wanted: how many are wanted.
    /// - Returns: how many to take.
    static func connections(wanted: Int) -> Int {
        min(wanted, max(connectionsMin, raise() - reserve))
    }
}

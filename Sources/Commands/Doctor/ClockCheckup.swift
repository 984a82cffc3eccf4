import Cooperation
import Glibc

/// Looks at the machine's clock.
struct ClockCheckup {
    /// When this program was written; no clock that goes right shows less.
    private static let written = Timestamp(microseconds: 1_790_000_000_000_000)

    let now: Timestamp

    func findings() -> [DoctorFinding] {
        guard now >= Self.written else {
            return [.fail("clock", "the clock shows \(now)", advice: "Set the clock, and let NTP keep it.")]
        }
        return [keeping]
    }

    /// Who keeps the clock, as far as files tell.
    private var keeping: DoctorFinding {
        if Self.isThere("/run/systemd/timesync/synchronized") {
            return .ok("clock", "\(now), kept by systemd-timesyncd")
        }
        if Self.isThere("/run/systemd/timesync") {
            return .warn(
                "clock",
                "\(now); systemd-timesyncd has not reached a time server",
                advice: "Look at 'timedatectl timesync-status': legal clocks run by this time."
            )
        }
        if Self.isThere("/run/chrony/chronyd.pid") || Self.isThere("/run/chronyd.pid") {
            return .ok("clock", "\(now); chrony runs, and 'chronyc tracking' tells how far off it is")
        }
        if Self.isThere("/run/ntpd.pid") || Self.isThere("/run/ntpsec/ntpd.pid") {
            return .ok("clock", "\(now); ntpd runs, and 'ntpq -p' tells how far off it is")
        }
        return .warn(
            "clock",
            "\(now); nothing here shows who keeps it",
            advice: "Run systemd-timesyncd or chrony, unless the host of this machine keeps its clock."
        )
    }

    private static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }
}

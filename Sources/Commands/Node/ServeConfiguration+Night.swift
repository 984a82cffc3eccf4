import Cooperation

extension ServeConfiguration {
    /// The hours of the night that the command line and the environment ask for.
    static func nightHours(
        _ flags: Flags,
        _ environment: EnvironmentValues
    ) throws(CommandFailure) -> NightHours {
        let hours = flags.nightHours ?? environment.text("PERISAI_NIGHT_HOURS")
        let name = flags.nightZone ?? environment.text("PERISAI_NIGHT_ZONE")
        let standard = NightHours.standard
        let zone = try name.map { text throws(CommandFailure) in try nightZone(text) } ?? standard.zone
        guard let hours else {
            return NightHours(from: standard.from, to: standard.to, zone: zone) ?? standard
        }
        let parts = hours.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let from = parts[0], let to = parts[1],
            let night = NightHours(from: from, to: to, zone: zone)
        else { throw CommandFailure("--night-hours takes two hours from 0 to 23, as 22-6.") }
        return night
    }

    private static func nightZone(_ text: String) throws(CommandFailure) -> ZoneName {
        guard let zone = ZoneName(text) else {
            throw CommandFailure("--night-zone takes the name of a time zone, as Asia/Jakarta.")
        }
        return zone
    }
}

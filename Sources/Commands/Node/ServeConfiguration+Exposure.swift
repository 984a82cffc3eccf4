import Cooperation

extension ServeConfiguration {
    /// The limits on graphic content that the command line and the environment ask for.
    static func exposureLimits(
        _ flags: Flags,
        _ environment: EnvironmentValues
    ) throws(CommandFailure) -> ExposureLimits {
        var limits = ExposureLimits()
        let time = try environment.integer("PERISAI_EXPOSURE_TIME", unless: flags.exposureTime)
        if let time { limits.continuousMax = try exposureSeconds(time, "--exposure-time") }
        let pause = try environment.integer("PERISAI_EXPOSURE_BREAK", unless: flags.exposureBreak)
        if let pause { limits.breakTime = try exposureSeconds(pause, "--exposure-break") }
        let shift = try environment.integer("PERISAI_EXPOSURE_SHIFT", unless: flags.exposureShift)
        if let shift { limits.shiftMax = try exposureSeconds(shift, "--exposure-shift") }
        let items = try environment.integer("PERISAI_EXPOSURE_ITEMS", unless: flags.exposureItems)
        if let items {
            guard (1...Exposure.itemsMax).contains(items) else {
                throw CommandFailure("--exposure-items takes 1 to \(Exposure.itemsMax) cases an hour.")
            }
            limits.itemsPerHourMax = items
        }
        return limits
    }

    private static func exposureSeconds(_ count: Int, _ name: String) throws(CommandFailure) -> Seconds {
        guard (1...exposureSecondsMax).contains(count) else {
            throw CommandFailure("\(name) takes 1 to \(exposureSecondsMax) seconds.")
        }
        return Seconds(Int64(count))
    }
}

import ArgumentParser
import Cooperation
import Logging

extension OrganisationKind: ExpressibleByArgument {}
extension Standing: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension Exchange.Alarm: ExpressibleByArgument {}
extension ContentKind: ExpressibleByArgument {}
extension Behaviour: ExpressibleByArgument {}
extension OfficeFunction: ExpressibleByArgument {}
extension OfficerRank: ExpressibleByArgument {}
extension OfficerKey.Revocation: ExpressibleByArgument {}

extension CivilDate: ExpressibleByArgument {
    /// Reads the written form, as 2026-11-27.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension ID: ExpressibleByArgument {
    /// Reads the written form.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension Identifier: ExpressibleByArgument {
    /// Reads the written form.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension Timestamp: ExpressibleByArgument {
    /// Reads RFC 3339 with `Z`.
    public init?(argument: String) {
        self.init(argument)
    }
}

/// How much is logged, from everything to the worst only.
enum LogLevel: String, ExpressibleByArgument, CaseIterable {
    case trace
    case debug
    case info
    case notice
    case warning
    case error
    case critical

    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}

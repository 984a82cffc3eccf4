import Logging
import TransparencyLog

/// How a witness serves.
package struct WitnessConfiguration: Sendable {
    package let folder: WitnessFolder
    /// The keys of the logs that it watches; at least one.
    package let logs: [NoteVerifierKey]
    package let host: String
    /// 0 for any that is free.
    package let port: Int
    package let tls: ServeConfiguration.TLS?
    package let behindProxy: Bool
    package let logLevel: Logger.Level
}

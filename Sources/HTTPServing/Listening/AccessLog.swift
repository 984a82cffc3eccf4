import Logging
import NIOCore

/// One line for each request: which operation, how it ended, how long it took.
///
/// It holds no path beyond the name of the operation, no query, no body, no key and no address.
package struct AccessLog: Sendable {
    /// How many of those whom load turns away (429, 503) get a line of their own a second; the next line counts the others.
    package static let turnedAwayPerSecondMax = 50
    /// How many of those get one who ask for what is not there, or whom nobody knows: anybody can send them, and at any rate.
    package static let strangersPerSecondMax = 200

    private let logger: Logger
    private let level: Logger.Level
    private let turnedAway = LineAllowance(perSecondMax: turnedAwayPerSecondMax)
    private let strangers = LineAllowance(perSecondMax: strangersPerSecondMax)

    /// Makes a log.
    ///
    /// - Parameters:
    ///   - logger: Where the lines go.
    ///   - level: The level of what was answered as asked. What was refused is told at `info` at least, so that whoever
    ///     reports a request's id is found; an answer of 500 is an error of the program. Below the logger's own level
    ///     nothing is computed.
    package init(logger: Logger, level: Logger.Level = .info) {
        self.logger = logger
        self.level = level
    }

    /// Writes the line of one request.
    package func record(
        requestID: String,
        operationID: String?,
        status: Int,
        durationNanoseconds: Int64,
        at now: NIODeadline
    ) {
        let level =
            switch status {
            case 500: max(.error, level)
            case 400...: max(.info, level)
            default: level
            }
        guard logger.logLevel <= level else { return }
        var metadata: Logger.Metadata = [
            "request.id": .string(requestID),
            "operation": .string(operationID ?? "none"),
            "status": .stringConvertible(status),
            "duration.us": .stringConvertible(durationNanoseconds / 1_000),
        ]
        let allowance: LineAllowance? =
            switch status {
            case 429, 503: turnedAway
            case 401: strangers
            case 400..<500: operationID == nil ? strangers : nil
            default: nil
            }
        if let allowance, logger.logLevel > self.level {
            guard let others = allowance.take(at: now) else { return }
            if others > 0 { metadata["others"] = .stringConvertible(others) }
        }
        logger.log(level: level, "request answered", metadata: metadata)
    }
}

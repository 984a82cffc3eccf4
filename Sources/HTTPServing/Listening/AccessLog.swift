import Logging

/// One line for each request: which operation, how it ended, how long it took.
///
/// It holds no path beyond the name of the operation, no query, no body, no key and no address.
package struct AccessLog: Sendable {
    private let logger: Logger
    private let level: Logger.Level

    /// Makes a log.
    ///
    /// - Parameters:
    ///   - logger: Where the lines go.
    ///   - level: Their level; an answer of 500 is an error of the program. Below the logger's own level nothing is
    ///     computed.
    package init(logger: Logger, level: Logger.Level = .info) {
        self.logger = logger
        self.level = level
    }

    func record(requestID: String, operationID: String?, status: Int, durationNanoseconds: Int64) {
        let level = status == 500 ? max(.error, level) : level
        guard logger.logLevel <= level else { return }
        logger.log(
            level: level,
            "request answered",
            metadata: [
                "request.id": .string(requestID),
                "operation": .string(operationID ?? "none"),
                "status": .stringConvertible(status),
                "duration.us": .stringConvertible(durationNanoseconds / 1_000),
            ]
        )
    }
}

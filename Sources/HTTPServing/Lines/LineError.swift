/// Why a body of one object a line can't be read to its end.
package struct LineError: Error, Hashable, Sendable {
    /// The reason, for programs.
    package enum Code: Hashable, Sendable {
        /// A line has more bytes than may be.
        case lineTooLong
        /// There are more lines than may be.
        case tooManyLines
    }

    package let code: Code
    /// The line, from 1.
    package let number: Int
    /// What may be.
    package let limits: LineLimits
}

import CanonicalJSON

/// What answers a body line by line.
package protocol LineAnswering: Sendable {
    /// Answers the lines that came together.
    ///
    /// - Parameter lines: At least one, in order.
    /// - Returns: One answer for each line, in order, and why no further line is answered where that is so: then there are
    ///   answers only for the lines before.
    mutating func answers(to lines: [LineParser.Line]) async -> (answers: [JSONValue], failure: (any Error)?)

    /// What came of all lines, as the last word.
    var summary: JSONValue { get }
}

/// Where a command's words go.
package protocol Terminal: Sendable {
    /// Whether a person reads standard output as it comes.
    var isOutputWatched: Bool { get }
    /// Whether a person reads standard error as it comes; only then there is progress to show.
    var isErrorWatched: Bool { get }
    /// Writes a line of results to standard output.
    ///
    /// - Throws: `OutputClosed` when nobody reads it any more.
    func line(_ text: String) throws(OutputClosed)
    /// Writes a line to standard error.
    func note(_ text: String)
    /// Shows how far the work is in the last line of standard error, in place of what was shown before.
    ///
    /// - Parameter text: `nil` takes it away.
    func showProgress(_ text: String?)
}

/// Whoever read the results went away, as `head` does.
package struct OutputClosed: Error, Sendable, Hashable {
    package init() {}
}

/// What a command says to the shell when it ends.
///
/// The same for all commands.
package enum ExitStatus {
    /// It ran, and nothing speaks against anything.
    package static let fine: Int32 = 0
    /// It ran, and the answer is one to look at: matches, a difference, a receipt that was refused.
    package static let found: Int32 = 1
    /// It could not run, or not completely.
    package static let couldNotRun: Int32 = 2
}

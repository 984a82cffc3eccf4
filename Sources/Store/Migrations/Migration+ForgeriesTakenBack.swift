extension Migration {
    /// An assessment keeps who found it forged and what that ended, so that it can be taken back: state is made anew from the
    /// journal.
    static let forgeriesTakenBack = Migration(version: 35, statements: [])
}

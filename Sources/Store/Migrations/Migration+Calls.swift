extension Migration {
    /// An assessment keeps where in the journal the call stands by which who asks was confirmed: state is made anew from the
    /// journal.
    static let calls = Migration(version: 35, statements: [])
}

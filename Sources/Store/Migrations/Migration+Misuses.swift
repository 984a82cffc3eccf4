extension Migration {
    /// An office keeps that its name was misused once somebody vouched for it anew, and an assessment where in the journal it
    /// was cleared: state is made anew from the journal.
    static let misuses = Migration(version: 33, statements: [])
}

extension Migration {
    /// An assessment keeps who noted last until when something is kept: state is made anew from the journal.
    static let keepers = Migration(version: 35, statements: [])
}

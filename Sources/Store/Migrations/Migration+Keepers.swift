extension Migration {
    /// An assessment keeps who noted last until when something is kept, and who wrote the answer about each item: state is made
    /// anew from the journal.
    static let keepers = Migration(version: 36, statements: [])
}

extension Migration {
    /// An assessment keeps who found it forged and what that ended, who noted last until when something is kept and since when
    /// it is, who wrote the answer about each item, who noted after it whose authorisation was seen, where in the journal
    /// the call stands that confirmed who asks, who agreed last to comply, and when, and who locked
    /// what is denied still: state is made anew from the journal.
    static let waysBack = Migration(version: 35, statements: [])
}

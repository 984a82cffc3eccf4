extension Migration {
    /// Who locked a request is taken from older events too, what was found forged is found by whose name it bore, and what was
    /// said of it by its request: state is made anew from the journal.
    static let forgeries = Migration(version: 32, statements: [])
}

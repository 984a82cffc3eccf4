extension Migration {
    /// A closing that the platform could not carry out leaves the suspension with its end, which decisions know from now on;
    /// what is in the tables is made anew with each step of the schema.
    static let closures = Migration(version: 31, statements: [])
}

/// What searches cost, in two numbers that tell whether the tables serve.
package struct SearchWork: Hashable, Sendable {
    /// How many times the tables of a segment gave the answer.
    package var tablesAsked = 0
    /// How many rows were read one by one: of the front, of segments too small for tables, and where tables cost more.
    package var rowsRead = 0

    /// Creates the account of no search.
    package init() {}
}

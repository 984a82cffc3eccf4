/// What a column was declared to hold.
package enum SQLColumnKind: Sendable, Hashable {
    case text
    case integer
    case bytes
    case other
}

import Cooperation

/// Whose kept answers may hold what is being erased; their texts are forgotten along with it.
package enum AnswersConcerned: Sendable, Hashable {
    /// Nobody's: what is erased is never answered.
    case none
    /// Those to the keys of one organisation: nobody else is ever answered what is erased.
    case organisation(ID<Organisation>)
    /// Everybody's.
    case all
}

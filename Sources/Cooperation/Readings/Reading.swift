/// That a person opened a case: once for each person, case and hour.
///
/// It is an aggregate of its own and no part of the case: a case that many people open must not grow with each of them, and
/// opening one must not rewrite all that matched. Its id follows from person, case and hour, so that nobody has to look for
/// an earlier one.
public struct Reading: Aggregate {
    /// What readings are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// Who.
        case person
        /// Which case.
        case subject
        /// When, in microseconds.
        case readAt
    }

    /// Why a case is opened.
    public enum Purpose: String, Codable, CaseIterable, Sendable {
        /// The person works on it, or decided it.
        case assignment
        /// To see whether to take it, or how it is related to another.
        case preview
        /// To see whether it was decided well.
        case qualityReview
        /// To answer somebody whom its decision concerns.
        case appeal
        /// To answer for the law.
        case legal
        /// To see whether the rules are kept.
        case audit
    }

    /// The word in event types.
    public static let name = "reading"

    /// Its id.
    public let id: ID<Reading>
    /// Who.
    public let person: ID<Person>
    /// Which case.
    public let subject: ID<Case>
    /// Why.
    public let purpose: Purpose
    /// When it was opened first in that hour.
    public let readAt: Timestamp

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .person: .text(person.description)
        case .subject: .text(subject.description)
        case .readAt: .integer(readAt.microseconds)
        }
    }

    /// The hour that a moment is in, counted from 1970.
    public static func hour(of moment: Timestamp) -> Int64 {
        moment.microseconds.flooredDivision(by: 3_600_000_000).quotient
    }
}

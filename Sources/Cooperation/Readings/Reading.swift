/// That a person opened a case, or what is written of somebody elsewhere: once for each person, subject and hour.
///
/// It is an aggregate of its own and no part of its subject: a case that many people open must not grow with each of them,
/// and opening one must not rewrite all that matched. Its id follows from person, subject and hour, so that nobody has to
/// look for an earlier one.
public struct Reading: Aggregate {
    /// What readings are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// Whose person.
        case organisation
        /// Who.
        case person
        /// What, by its id.
        case subject
        /// When, in microseconds.
        case readAt
    }

    /// Why something is opened.
    public enum Purpose: String, Codable, CaseIterable, Sendable {
        /// The person works on it, or decided it.
        case assignment
        /// To see whether to take it, or how it is related to another.
        case preview
        /// To see whether it was decided well.
        case qualityReview
        /// To answer somebody whom its decision concerns.
        case appeal
        /// To answer for the law: a request, what is made of it, and what was disclosed.
        case legal
        /// To see whether the rules are kept.
        case audit
        /// What their role has them see to: a threat to life, or the people of their organisation.
        case duty

        /// What can be said of a case that one does not work on.
        public static let choices: [Purpose] = [.preview, .qualityReview, .appeal, .legal, .audit]
    }

    /// The word in event types.
    public static let name = "reading"

    /// Its id.
    public let id: ID<Reading>
    /// Whose person.
    public let organisation: ID<Organisation>
    /// Who.
    public let person: ID<Person>
    /// What.
    public let subject: Subject
    /// Why.
    public let purpose: Purpose
    /// When it was opened first in that hour.
    public let readAt: Timestamp

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .organisation: .text(organisation.description)
        case .person: .text(person.description)
        case .subject: .text(subject.identifier.description)
        case .readAt: .integer(readAt.microseconds)
        }
    }

    /// The hour that a moment is in, counted from 1970.
    public static func hour(of moment: Timestamp) -> Int64 {
        moment.microseconds.flooredDivision(by: 3_600_000_000).quotient
    }
}

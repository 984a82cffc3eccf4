/// What an officer wrote to one addressee or several, on its way to being signed and filed.
///
/// Only its own authority sees it. Each addressee gets a document and, once all are signed, a `Request` of its own.
public struct RequestDraft: Aggregate {
    /// What drafts are selected and ordered by.
    public enum Facet: String, AggregateFacet {
        /// The authority.
        case authority
        /// `State`.
        case state
        /// When it was written, in microseconds.
        case writtenAt
    }

    /// Where a draft is in its life.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Waits for the officer's signature.
        case written
        /// Signed, and waits for a supervisor's signature.
        case signed
        /// Filed: its requests exist.
        case filed
        /// Thrown away.
        case discarded
    }

    /// The word in event types.
    public static let name = "requestDraft"
    /// Some are for practice.
    public static let hasExercises = true
    /// To how many addressees one draft may go.
    public static let addresseesMax = 50

    /// Its id.
    public let id: ID<RequestDraft>
    /// Who asks.
    public let authority: ID<Organisation>
    /// What the writing said.
    public let writing: RequestDraftWritten
    /// When it was written.
    public let writtenAt: Timestamp
    /// Where it is in its life.
    public internal(set) var state: State
    /// Which supervisor signed too.
    public internal(set) var supervisor: ID<Officer>?
    /// The position of the event that holds the sealed part `documents`.
    public let writtenAtPosition: Int64
    /// The position of the event that holds the sealed part `signed`.
    public internal(set) var signedAtPosition: Int64?

    /// Whether it is for practice.
    public var isExercise: Bool { writing.isExercise }

    /// The value of one facet.
    public func value(of facet: Facet) -> FacetValue? {
        switch facet {
        case .authority: .text(authority.description)
        case .state: .text(state.rawValue)
        case .writtenAt: .integer(writtenAt.microseconds)
        }
    }
}

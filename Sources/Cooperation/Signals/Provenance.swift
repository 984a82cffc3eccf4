/// What the proposer of a signal looked at.
public struct Provenance: Codable, Hashable, Sendable {
    /// Where it found the content.
    public enum Source: String, Codable, CaseIterable, Sendable {
        /// On its own service.
        case ownService
        /// Elsewhere, with its own eyes.
        case observed
        /// In what an authority submitted.
        case submission
        /// In a list that a body outside verified.
        case externalList
    }

    /// Where it found the content.
    public let source: Source
    /// The submission that it looked at.
    public let submission: ID<Submission>?
    /// The authority that submitted it.
    public let authority: ID<Organisation>?

    /// Found by the member itself.
    public static let ownService = Provenance(source: .ownService, submission: nil, authority: nil)
    /// Seen elsewhere with its own eyes.
    public static let observed = Provenance(source: .observed, submission: nil, authority: nil)
    /// Taken from an imported list.
    public static let externalList = Provenance(source: .externalList, submission: nil, authority: nil)

    /// Taken from a submission that is known by its id only; whose it is, is looked up where it is stored.
    public static func submission(_ id: ID<Submission>) -> Provenance {
        Provenance(source: .submission, submission: id, authority: nil)
    }

    /// Taken from what an authority submitted.
    public static func submission(_ submission: Submission) -> Provenance {
        Provenance(source: .submission, submission: submission.id, authority: submission.authority)
    }
}

/// One person was handed the proposer's link to the content.
public struct Viewing: Codable, Hashable, Sendable {
    /// For whom the person looked.
    public let organisation: ID<Organisation>
    /// Who was handed the link.
    public let person: ID<Person>
}

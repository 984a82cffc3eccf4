/// A filter that a person gave a name.
public struct SavedView: Codable, Hashable, Sendable {
    /// Its id.
    public let id: ID<SavedView>
    /// What it shows.
    public let filter: CaseFilter
    /// The position of the event that holds the sealed part `name`.
    public let namedAt: Int64
}

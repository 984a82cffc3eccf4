/// What the quality of an authority's requests is measured by: a share of the items that were answered for good.
public enum QualityMeasure: String, Codable, CaseIterable, Sendable {
    /// Refused, whatever for.
    case refused
    /// Refused for their form, or in a request with a manifest error.
    case erroneous
    /// Outside of terrorism.
    case outOfScope
    /// In a request that concerned somebody whose speech is protected.
    case protected
    /// Done, and undone again because it was wrong.
    case reversed

    /// Whether it counts from whole months that are over alone, since the authority that asked sees what follows from it and is
    /// not to learn by that of whom a platform thinks so.
    public var isOfWholeMonths: Bool { self == .protected }
}

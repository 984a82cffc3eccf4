/// What an authority may ask.
public enum RequestKind: String, Codable, CaseIterable, Sendable, Comparable {
    /// That the platform looks at content under its own terms; nobody has to do anything.
    case referral
    /// That content is removed, under a law.
    case removalOrder
    /// That data are kept, under a law, until more is asked.
    case preservation
    /// That data about an account are disclosed, under a law.
    case disclosure
    /// That the least data which avert a danger to life are disclosed at once.
    case emergencyDisclosure
    /// That content stays up for a short while, told to nobody but the platform's counsel.
    case stayUp
    /// That encryption is weakened; refused always, and counted.
    case weakenEncryption

    /// Orders by how they are listed.
    public static func < (left: RequestKind, right: RequestKind) -> Bool { left.rank < right.rank }

    /// Whether it asks that content disappears.
    public var asksRemoval: Bool { self == .referral || self == .removalOrder }

    /// Whether it asks for data about people.
    public var asksData: Bool { self == .disclosure || self == .emergencyDisclosure }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What an authority asks of a platform.
public enum RequestKind: String, Codable, CaseIterable, Sendable, Comparable {
    /// To look at something under the platform's own rules; the platform is free in its answer.
    case referral
    /// To remove something, by order.
    case removalOrder
    /// To keep data as they are, so that they can be asked for later.
    case preservation
    /// To hand out data.
    case disclosure
    /// To hand out data because a life is in danger, before the usual process.
    case emergencyDisclosure
    /// To leave something up for a while.
    case stayUp
    /// To weaken encryption: always refused, and counted in public.
    case weakenEncryption

    /// Orders by name.
    public static func < (left: RequestKind, right: RequestKind) -> Bool { left.rawValue < right.rawValue }
}

/// What was found where an item is, when its authority let the node look: whether it is still up, and nothing of what it says.
public struct ItemLook: Codable, Hashable, Sendable {
    /// What the answer means.
    public enum Finding: String, Codable, CaseIterable, Sendable {
        /// Something is there, or it leads elsewhere.
        case reachable
        /// It is not there, or not any more (404 or 410).
        case notFound
        /// It is withheld for legal reasons (451), at least from where this node asks.
        case blockedForLegalReasons
        /// The platform answered, and did not say whether it is there.
        case unclear
        /// Nobody answered.
        case unreachable
    }

    /// How long to wait before the same item is looked at again.
    public static let intervalMin = Seconds.minutes(1)

    /// What the answer means.
    public let finding: Finding
    /// The first digit of the status; `nil` where nobody answered.
    public let statusClass: Int?

    private static func finding(_ status: Int) -> Finding {
        switch status {
        case 404, 410: .notFound
        case 451: .blockedForLegalReasons
        case 200..<400: .reachable
        default: .unclear
        }
    }

    /// An item as it stands after this look.
    public func noted(on item: Request.Item, at now: Timestamp) -> Request.Item {
        var item = item
        (item.lookedAt, item.finding) = (now, finding)
        return item
    }

    /// What an answer means.
    ///
    /// - Parameter status: the status of HTTP; `nil` where nobody answered.
    public init(status: Int?) {
        statusClass = status.map { $0 / 100 }
        finding = status.map(Self.finding) ?? .unreachable
    }
}

/// An authority let the node look whether an item of its request is still up.
public struct RequestItemLookedAt: EventPayload {
    /// What happened.
    public static let type = "request.itemLookedAt"
    /// Which item.
    public let number: Int
    /// What was found.
    public let finding: ItemLook.Finding
    /// The first digit of the status; `nil` where nobody answered.
    public let statusClass: Int?
}

/// How a bank matches.
///
/// Distances are in bits of 256.
public struct BankSettings: Codable, Hashable, Sendable {
    /// The farthest distance that matches.
    public let radius: Int
    /// The farthest distance at which a platform may act by itself.
    public let actRadius: Int
    /// For how many of 100 pieces of content, chosen by their fingerprint, the bank may act; for the rest it queues.
    public let rolloutPercent: Int
    /// Whether the owner lets signals act at all, within what the agreement allows.
    public let allowsBlocking: Bool

    /// The field's usual radius for PDQ.
    public static let radiusDefault = 31
    /// The radius within which two pictures are the same to the eye, as a rule.
    public static let actRadiusDefault = 10
    /// The largest radius of a bank, and so of any search.
    ///
    /// Up to 47, each of the index's sixteen tables is asked for at most two flipped bits; from 48 on for three, which
    /// multiplies the work. On one core, among 100,000 hashes, the tables take 3 microseconds at radius 31, 10 at 47 and
    /// 30 at 55, which is what reading every hash takes; among 1,000,000 it is 6, 37, 108 and 640. Nor is more of use:
    /// the field matches at 31, and well beyond it screenshots, text cards and flags are near to each other.
    public static let radiusMax = 47

    /// Makes settings.
    ///
    /// - Throws: `Refusal` `bank-settings-invalid`.
    public init(
        radius: Int = radiusDefault,
        actRadius: Int = actRadiusDefault,
        rolloutPercent: Int = 100,
        allowsBlocking: Bool = false
    ) throws(Refusal) {
        guard (0...Self.radiusMax).contains(radius), (0...radius).contains(actRadius),
            (0...100).contains(rolloutPercent)
        else {
            throw Refusal(
                .invalid,
                "bank-settings-invalid",
                "Choose a radius from 0 to \(Self.radiusMax), an act radius within it, and a rollout from 0 to 100 "
                    + "percent.",
                pointer: "/radius"
            )
        }
        self.radius = radius
        self.actRadius = actRadius
        self.rolloutPercent = rolloutPercent
        self.allowsBlocking = allowsBlocking
    }
}

extension BankSettings {
    /// Reads settings and checks them like any others: those of an exchange's bank come from another machine.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        do {
            try self.init(
                radius: container.decode(Int.self, forKey: .radius),
                actRadius: container.decode(Int.self, forKey: .actRadius),
                rolloutPercent: container.decode(Int.self, forKey: .rolloutPercent),
                allowsBlocking: container.decode(Bool.self, forKey: .allowsBlocking)
            )
        } catch let refusal as Refusal {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: refusal.message)
            )
        }
    }
}

/// Who takes part in the demonstration.
///
/// All names are invented.
enum DemoCast {
    /// A member with a node of its own that follows the exchange.
    struct Follower: Sendable {
        /// The folder's name.
        let node: String
        let title: String
        let kind: String
        /// The option that declares who stands behind it, with its word.
        let interests: [String]
        /// The role of the key by which its node follows.
        let followRole: String
        /// Whom it has on its node, by their roles.
        let roles: [String]
    }

    /// The secretariat that runs the exchange.
    static let secretariat = "Secretariat of the Working Group (TEST)"
    /// Platforms with nodes of their own: the folder's name and the platform's.
    static let platforms = [("lentera", "Lentera (TEST)"), ("amihan", "Amihan (TEST)"), ("perca", "Perca (TEST)")]
    /// The body of civil society that verifies.
    static let civilSociety = "Suara Bersama (TEST)"
    /// National units, one for each country that met in 2018, with the word of the register for its government.
    static let units = [
        ("Referral Unit Melati (TEST)", "gov.id"), ("Referral Unit Wattle (TEST)", "gov.au"),
        ("Referral Unit Simpur (TEST)", "gov.bn"), ("Referral Unit Hibiscus (TEST)", "gov.my"),
        ("Referral Unit Padauk (TEST)", "gov.mm"), ("Referral Unit Kowhai (TEST)", "gov.nz"),
        ("Referral Unit Sampaguita (TEST)", "gov.ph"), ("Referral Unit Vanda (TEST)", "gov.sg"),
        ("Referral Unit Ratchaphruek (TEST)", "gov.th"),
    ]
    /// The unit that files from a node of its own.
    static let unitWithNode = Follower(
        node: "kowhai",
        title: units[5].0,
        kind: "authority",
        interests: ["--governments", units[5].1],
        followRole: "officer",
        roles: ["officer", "supervisor"]
    )
    /// Everybody whose node follows the exchange, in the order of their ports.
    static let followers =
        platforms.map { node, title in
            Follower(
                node: node,
                title: title,
                kind: "platform",
                interests: ["--owners", "owner.\(node)"],
                followRole: "curator",
                roles: ["reviewer", "lead", "curator", "counsel"]
            )
        } + [unitWithNode]
}

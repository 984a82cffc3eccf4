/// Who takes part in the demonstration.
///
/// All names are invented.
enum DemoCast {
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
}

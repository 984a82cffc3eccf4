/// Why an authority may not safely receive a threat alert.
public enum ThreatHindrance: String, Codable, CaseIterable, Sendable {
    /// The register has no office of the country that may safely receive one, so none is named.
    case noOffice
    /// The office neither investigates nor prosecutes.
    case wrongFunction
    /// The authority is not in full standing.
    case authorityNotActive
    /// The office was revoked.
    case officeRevoked
    /// Nobody vouches for the office.
    case officeNotVouched
    /// Somebody may die, be tortured or be followed abroad (design rule 15), and counsel and an independent adviser have not
    /// both agreed in writing.
    case danger

    /// The functions that act when a life is in danger, those that are asked first before the others, where the register
    /// says nothing of whom the law has warned.
    public static let functions: [OfficeFunction] = [.police, .prosecutorOrCourt]

    /// Whether an office is one that is warned: by the register, else by what it is.
    public static func mayWarn(_ office: Office) -> Bool {
        office.warningRank != nil
    }

    /// What speaks against an office, whatever the alert says.
    ///
    /// - Parameters:
    ///   - office: the office.
    ///   - authority: its authority in its standing of now; `nil` where it is not known.
    /// - Returns: `nil` where nothing does.
    public static func of(_ office: Office, _ authority: Organisation?) -> ThreatHindrance? {
        guard mayWarn(office) else { return .wrongFunction }
        guard authority?.isHeardInEmergency == true else { return .authorityNotActive }
        guard office.revokedAt == nil else { return .officeRevoked }
        return office.vouchings.standing == nil ? .officeNotVouched : nil
    }
}

extension Office {
    /// In which place an office is warned of threats to life among those of its country: first those that the register has the
    /// law warn, in its order, then those that investigate, then those that prosecute; `nil` where it is never warned.
    public var warningRank: Int64? {
        guard function != .intelligence else { return nil }
        if let warning { return Int64(warning.order) }
        return ThreatHindrance.functions.firstIndex(of: function).map { Int64(Office.warningOrderMax + 1 + $0) }
    }
}

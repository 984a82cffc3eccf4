/// How grave a threat to life is, in the words of the field: what is known of capability, intent and particulars.
public enum ThreatLevel: String, Codable, CaseIterable, Sendable, Comparable {
    /// Capability without intent.
    case low
    /// Intent without capability.
    case medium
    /// Both, and neither place nor victim nor time.
    case high
    /// Both, with particulars.
    case highSpecific

    /// Orders by gravity.
    public static func < (left: ThreatLevel, right: ThreatLevel) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

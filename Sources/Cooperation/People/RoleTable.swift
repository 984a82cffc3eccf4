/// Which roles exist in which kind of organisation.
public enum RoleTable {
    /// The roles that people and webhooks of an organisation of this kind may have.
    public static func roles(of kind: OrganisationKind) -> Set<Role> {
        switch kind {
        case .platform:
            // An independent adviser has an account on the platform's node, for the one request that they are asked about.
            [
                .reviewer, .lead, .appealsOfficer, .curator, .counsel, .dutyOfficer, .adviser, .auditor,
                .administrator,
            ]
        case .civilSociety:
            // Bodies of civil society may run exchanges, whose members somebody has to keep.
            [.reviewer, .lead, .appealsOfficer, .curator, .counsel, .secretary, .adviser, .auditor, .administrator]
        case .authority: [.officer, .supervisor, .dutyOfficer, .auditor, .administrator]
        case .secretariat: [.secretary, .dutyOfficer, .counsel, .auditor, .administrator]
        case .oversight: [.adviser, .auditor, .administrator]
        }
    }

    /// The roles that keys of an organisation of this kind may have.
    public static func rolesOfKeys(of kind: OrganisationKind) -> Set<Role> { roles(of: kind).union([.monitor]) }
}
